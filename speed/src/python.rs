//! SQLAlchemy's side of a comparison: `python/speed.py`, in a process that runs as long as the
//! comparison and is told what to do when it is its turn.

use std::{
    fmt::Display,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use harness::{
    cli,
    database::{self, OpenError},
};
use serde_json::{Value, json};

use crate::compare::PLACE;

/// The process.
pub struct Python {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// The versions of SQLAlchemy, of psycopg and of Python.
    pub versions: String,
}

impl Python {
    /// Starts the process on the tables of [`PLACE`]; `None` if there is no environment for it.
    ///
    /// # Errors
    ///
    /// If it doesn't start, or ends: then it has said why on standard error.
    pub fn start(url: &str) -> Result<Option<Self>, OpenError> {
        let root = cli::workspace();
        let scripts = if cfg!(windows) { "Scripts" } else { "bin" };
        let python = root.join("target/python").join(scripts).join("python");
        if !python.exists() {
            return Ok(None);
        }
        let child = Command::new(python)
            .arg("-B")
            .arg(root.join("python/speed.py"))
            .arg(database::schema(PLACE.lesson))
            // Not an argument: everybody on the machine can read those.
            .env("DATABASE_URL", url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.map_err(failed)?;
        let (orders, answers) = (child.stdin.take(), child.stdout.take());
        let answers = BufReader::new(answers.ok_or_else(ended)?);
        let mut python = Self {
            child,
            orders,
            answers,
            versions: String::new(),
        };
        let versions = python.answer()?;
        python.versions = versions.as_str().unwrap_or_default().to_owned();
        Ok(Some(python))
    }

    /// Lets it do a piece of work, and returns how long that took and how many rows there were.
    ///
    /// # Errors
    ///
    /// If it has ended.
    pub fn work(
        &mut self,
        name: &str,
        data: &Value,
    ) -> Result<(Duration, usize), OpenError> {
        let orders = self.orders.as_mut().ok_or_else(ended)?;
        writeln!(orders, "{}", json!([name, data])).map_err(failed)?;
        let answer = serde_json::from_value(self.answer()?);
        let (seconds, rows) = answer.map_err(failed)?;
        Ok((Duration::from_secs_f64(seconds), rows))
    }

    fn answer(&mut self) -> Result<Value, OpenError> {
        let mut line = String::new();
        match self.answers.read_line(&mut line).map_err(failed)? {
            0 => Err(ended()),
            _ => serde_json::from_str(&line).map_err(failed),
        }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // Without orders it ends.
        self.orders = None;
        let _ = self.child.wait();
    }
}

fn ended() -> OpenError {
    failed("it has ended")
}

fn failed(error: impl Display) -> OpenError {
    OpenError::Failed(format!("python/speed.py doesn't answer: {error}"))
}
