//! The workspace's programs, run as a reader runs them.

use std::{
    env,
    io::Read,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{self, Child, Command, Output, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Every package that has a lesson to run, in reading order.
pub const PACKAGES: &[&str] = &[
    "car-mart",
    "one-to-one",
    "many-to-many-secondary",
    "many-to-many-association",
];

/// A password that no output may hold.
pub const SECRET: &str = "s3cret-pa55";

/// What a program printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
    /// How long it took.
    pub took: Duration,
}

/// A new folder. It goes when the value is dropped; and if this process is killed, with the folder
/// around it, which a shell removes when the pipe to this process closes (as in [`postgres`]).
///
/// [`postgres`]: crate::postgres
pub fn folder() -> TempDir {
    static AROUND: OnceLock<(PathBuf, Child)> = OnceLock::new();
    let (around, _guard) = AROUND.get_or_init(|| {
        let around = env::temp_dir().join(format!("relationships-files-{}", process::id()));
        let guard = Command::new("sh")
            .args([
                "-c",
                "mkdir -m 755 \"$1\" && echo; exec >&-; read -r _; rm -rf \"$1\"",
                "guard",
            ])
            .arg(&around)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Out of reach of Ctrl-C.
            .process_group(0)
            .spawn();
        let mut guard = guard.expect("a shell starts");
        let mut answer = String::new();
        let mut pipe = guard.stdout.take().expect("a pipe");
        pipe.read_to_string(&mut answer).expect("the guard answers");
        assert_eq!(answer, "\n", "the folder can't be made");
        (around, guard)
    });
    TempDir::new_in(around).expect("a folder")
}

/// Where the program of a package is, or the folder of the examples. The first call builds all of them: cargo gives a test only
/// the programs of its own package.
pub fn program(package: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        // This test is target/debug/deps/it-….
        let test = env::current_exe().expect("a test knows where it is");
        let folder = test.ancestors().nth(2).expect("in target/debug/deps");
        let profile = match folder.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(other) => other,
        };
        // With --tests, the features of every dependency are those that the tests were built with,
        // and nothing but the programs is left to build.
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--workspace", "--bins", "--tests"])
            .arg("--examples")
            .args(["--profile", profile, "--target-dir"])
            .args(folder.parent())
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .status();
        assert!(built.expect("cargo runs").success(), "the programs build");
        folder.to_owned()
    });
    folder.join(package)
}

/// The program of a package, ready to run with a [`plain`] environment.
pub fn command(package: &str) -> Command {
    let mut command = Command::new(program(package));
    plain(&mut command);
    command
}

/// An example, ready to run with a [`plain`] environment.
pub fn example(name: &str) -> Command {
    let mut command = Command::new(program("examples").join(name));
    plain(&mut command);
    command
}

/// Takes from a command everything that this process's environment says about databases, colours,
/// terminals and languages. A list of what goes would be too short: `CI` alone makes anstream print
/// colours on a terminal without any.
pub fn plain(command: &mut Command) {
    let kept = ["PATH", "HOME", "TMPDIR"];
    let kept = env::vars_os().filter(|(name, _)| kept.iter().any(|kept| name == kept));
    command
        .env_clear()
        .envs(kept)
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null());
}

/// A lesson on the database of `url`.
pub fn lesson(package: &str, url: &str) -> Command {
    let mut command = command(package);
    command.env("DATABASE_URL", url);
    command
}

/// Every lesson of every package: the package and the lesson's name.
pub fn lessons() -> Vec<(&'static str, String)> {
    let mut lessons = Vec::new();
    for package in PACKAGES {
        let list = run(command(package).arg("--list"));
        assert_eq!(list.code, Some(0), "{list:?}");
        for line in list.out.lines() {
            let name = line.split_whitespace().next().expect("a name in each line");
            lessons.push((*package, name.to_owned()));
        }
    }
    lessons
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Ran {
    let start = Instant::now();
    let output = command.output().expect("the program starts");
    ran(output, start)
}

/// Starts all of them, then waits for each.
pub fn run_at_once(commands: Vec<Command>) -> Vec<Ran> {
    let start = Instant::now();
    let started: Vec<_> = commands
        .into_iter()
        .map(|mut command| {
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().expect("the program starts")
        })
        .collect();
    started
        .into_iter()
        .map(|child| ran(child.wait_with_output().expect("the program ends"), start))
        .collect()
}

/// What the process with this output did.
pub fn ran(output: Output, start: Instant) -> Ran {
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

    /// The one line of a run that did not: exit code 1, no panic, no password.
    #[track_caller]
    pub fn refusal(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.starts_with("error: "), "{self:?}");
        assert!(self.err.ends_with('\n'), "{self:?}");
        for word in ["panicked", "RUST_BACKTRACE", "Some(", "Error {", SECRET] {
            assert!(!self.err.contains(word), "{word} is in {self:?}");
            assert!(!self.out.contains(word), "{word} is in {self:?}");
        }
        self.err.trim_end().to_owned()
    }
}
