//! The programs of the workspace, run as a reader runs them.

use std::{
    collections::BTreeSet,
    env,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use crate::root;

/// A password that no output may hold.
pub const SECRET: &str = "s3cret-pa55";

/// What a program printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// How long it took.
    pub took: Duration,
    /// What it printed to its standard output.
    pub out: String,
    /// What it printed to its standard error.
    pub err: String,
}

/// Where a program of a package is: `name` is the package's own, or
/// `examples/NAME`. The first call builds it, because cargo gives a test only the
/// programs of its own package.
fn program(package: &'static str, name: &'static str) -> PathBuf {
    static BUILT: Mutex<BTreeSet<[&str; 2]>> = Mutex::new(BTreeSet::new());
    // This test is target/debug/deps/all-….
    let test = env::current_exe().expect("a test knows where it is");
    let folder = test.ancestors().nth(2).expect("in target/debug/deps");
    let mut built = BUILT.lock().expect("the programs build");
    if built.insert([package, name]) {
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(other) => other,
        };
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--quiet", "--profile", profile])
            .args(["--package", package]);
        match name.strip_prefix("examples/") {
            Some(example) => cargo.args(["--example", example]),
            None => cargo.args(["--bin", name]),
        };
        cargo.arg("--target-dir").args(folder.parent());
        let ended = cargo.current_dir(root()).status().expect("cargo runs");
        assert!(ended.success(), "{package} builds");
    }
    folder.join(name).with_extension(env::consts::EXE_EXTENSION)
}

/// The program of a package, without anything that this process's environment
/// says about databases, colors, terminals and languages.
pub fn command(package: &'static str) -> Command {
    clean(program(package, package))
}

/// An example of a package, in the same way. `name` begins with `examples/`.
pub fn example(package: &'static str, name: &'static str) -> Command {
    clean(program(package, name))
}

fn clean(program: PathBuf) -> Command {
    let mut command = Command::new(program);
    let kept = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP"];
    let kept =
        env::vars_os().filter(|(name, _)| kept.iter().any(|kept| name == kept));
    command.env_clear().envs(kept).stdin(Stdio::null());
    command
}

/// A package's program on the database of `url`.
pub fn lesson(package: &'static str, url: &str) -> Command {
    let mut command = command(package);
    command.env("DATABASE_URL", url);
    command
}

/// A lesson on the database of `url`.
pub fn named(package: &'static str, name: &str, url: &str) -> Command {
    let mut command = lesson(package, url);
    command.arg(name);
    command
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Ran {
    let start = Instant::now();
    ran(command.output().expect("the program starts"), start)
}

/// Starts all of them, then waits for each.
pub fn run_at_once(commands: impl IntoIterator<Item = Command>) -> Vec<Ran> {
    let start = Instant::now();
    let started = commands.into_iter().map(|mut command| {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    });
    // Each is read at once: one that waits for a reader keeps its database locked, and the others wait
    // for that.
    let read = started.map(|child| {
        thread::spawn(|| child.wait_with_output().expect("it ends"))
    });
    let read: Vec<_> = read.collect();
    let ended = read.into_iter().map(|read| read.join().expect("it is read"));
    ended.map(|output| ran(output, start)).collect()
}

fn ran(output: Output, start: Instant) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        took: start.elapsed(),
    }
}

impl Ran {
    /// What was printed by a run that went well.
    ///
    /// # Panics
    ///
    /// If it didn't.
    #[track_caller]
    pub fn good(self) -> String {
        assert_eq!(
            (self.code, self.err.as_str()),
            (Some(0), ""),
            "{}",
            self.out
        );
        self.out
    }

    /// The one line of a run that did not: short, exit code 1, no panic, no
    /// password.
    ///
    /// # Panics
    ///
    /// If it printed anything else.
    #[track_caller]
    pub fn refusal(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        let line = self.err.strip_suffix('\n').unwrap_or_default();
        assert!(
            line.starts_with("error: ") && line.lines().count() == 1,
            "{self:?}"
        );
        assert!(line.chars().count() <= 500, "{self:?}");
        assert!(!self.err.contains("Some("), "{self:?}");
        for word in ["panicked", "RUST_BACKTRACE", SECRET] {
            assert!(!self.err.contains(word), "{word} is in {self:?}");
            assert!(!self.out.contains(word), "{word} is in {self:?}");
        }
        line.to_owned()
    }
}
