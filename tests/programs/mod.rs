//! The programs, run as a reader runs them: what `guide/safety.md` promises.

/// A lesson can be run again: afterwards, at the same time, after a kill.
mod again;

/// The server goes away.
mod away;

/// Nothing of the reader's changes.
mod isolation;

/// What the tests themselves leave behind: nothing.
#[cfg(unix)]
mod leftovers;

/// What is typed or set up wrong.
mod mistakes;

/// What the options of a lesson show.
mod output;

/// A pooler between a lesson and PostgreSQL.
#[cfg(unix)]
mod pooler;

use std::{
    env,
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use crate::{lessons::CHAPTERS, support::root};

/// The packages of the main lessons, in reading order.
pub const PACKAGES: &[&str] = &[
    "car-mart",
    "one-to-one",
    "many-to-many-secondary",
    "many-to-many-association",
];

/// A password that no output may hold.
const SECRET: &str = "s3cret-pa55";

/// What a program printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
    took: Duration,
}

/// Every lesson of every package: the package and the lesson's name.
fn lessons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let packages = PACKAGES.iter().zip(CHAPTERS);
    let lessons = packages
        .flat_map(|(package, chapters)| chapters.iter().map(|chapter| (*package, chapter.name)));
    let shapes = shapes::chapters().into_iter();
    lessons.chain(shapes.map(|chapter| ("shapes", chapter.name)))
}

/// Where the program of a package is. The first call builds all of them,
/// because cargo gives a test only the programs of its own package.
fn program(package: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        // This test is target/debug/deps/all-….
        let test = env::current_exe().expect("a test knows where it is");
        let folder = test.ancestors().nth(2).expect("in target/debug/deps");
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(other) => other,
        };
        // With the tests, so that every dependency has the features that they
        // were built with, and only the programs are left to build.
        let packages = PACKAGES.iter().chain(&["shapes", "migrations", "tests"]);
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--bins",
                "--examples",
                "--tests",
                "--profile",
                profile,
            ])
            .args(packages.flat_map(|package| ["--package", package]))
            .arg("--target-dir")
            .args(folder.parent())
            .current_dir(root())
            .status();
        assert!(built.expect("cargo runs").success(), "the programs build");
        folder.to_owned()
    });
    folder
        .join(package)
        .with_extension(env::consts::EXE_EXTENSION)
}

/// The program of a package, without anything that this process's environment
/// says about databases, colors, terminals and languages.
pub fn command(package: &str) -> Command {
    let mut command = Command::new(program(package));
    let kept = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP"];
    let kept = env::vars_os().filter(|(name, _)| kept.iter().any(|kept| name == kept));
    command.env_clear().envs(kept).stdin(Stdio::null());
    command
}

/// A package's program on the database of `url`.
pub fn lesson(package: &str, url: &str) -> Command {
    let mut command = command(package);
    command.env("DATABASE_URL", url);
    command
}

/// A lesson on the database of `url`.
fn named(package: &str, name: &str, url: &str) -> Command {
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
fn run_at_once(commands: impl IntoIterator<Item = Command>) -> Vec<Ran> {
    let start = Instant::now();
    let started = commands.into_iter().map(|mut command| {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    });
    let started: Vec<_> = started.collect();
    let ended = started
        .into_iter()
        .map(|child| child.wait_with_output().expect("it ends"));
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
    #[track_caller]
    fn refusal(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        let line = self.err.strip_suffix('\n').unwrap_or_default();
        assert!(
            line.starts_with("error: ") && line.lines().count() == 1,
            "{self:?}"
        );
        assert!(line.chars().count() <= 500, "{self:?}");
        for word in ["panicked", "RUST_BACKTRACE", "Some(", SECRET] {
            assert!(!self.err.contains(word), "{word} is in {self:?}");
            assert!(!self.out.contains(word), "{word} is in {self:?}");
        }
        line.to_owned()
    }
}
