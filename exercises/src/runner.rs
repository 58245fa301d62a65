use std::{
    collections::BTreeSet,
    env,
    ffi::OsStr,
    fmt::{Display, Write},
    fs, io,
    path::{Path, PathBuf},
    process::{self, Command, ExitCode, ExitStatus},
    thread,
    time::{Duration, Instant, SystemTime},
};

use harness::cli;

use crate::{EXERCISES, Exercise, catalogue::SHAPES};

/// How long a check may take. A slow machine needs a few seconds.
const LIMIT: Duration = Duration::from_secs(60);

/// The environment variable with the file in which an exercise notes its stage.
const NOTE: &str = "EXERCISE_NOTE";

/// How far the program of an exercise is. It notes this in a file, because the
/// code of the reader can end the program with any exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It opens the database, and may wait for other runs there.
    Opening,
    /// The check runs the reader's code.
    Checking,
    /// The check is through: the exercise is solved.
    Solved,
    /// The check is through: the exercise isn't solved. The program said why.
    Wrong,
    /// The check could not run. The program said why.
    Failed,
}

/// The reader's files.
#[derive(Debug)]
pub struct Files {
    /// The folder of this crate.
    folder: PathBuf,
}

/// The width to which words are wrapped: that of the terminal.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}

/// The exercise with that name, with or without its number, or with that number.
pub fn find(name: &str) -> Option<&'static Exercise> {
    EXERCISES.iter().zip(1..).find_map(|(exercise, number)| {
        let short = exercise.name.split_once('_')?.1;
        let found = name == exercise.name
            || name == short
            || name.parse() == Ok(number);
        found.then_some(exercise)
    })
}

impl Files {
    /// Those of the crate in `folder`.
    pub fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The file that the reader edits.
    pub fn exercise(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(place(exercise))
    }

    /// When the file was saved, if it is there.
    fn saved(&self, exercise: &Exercise) -> Option<SystemTime> {
        let file = fs::metadata(self.exercise(exercise));
        file.and_then(|file| file.modified()).ok()
    }

    /// Waits until the file is another one than at `before`, and its writer
    /// is done: an editor may remove it first, or write in parts.
    fn wait_for_another(
        &self,
        exercise: &Exercise,
        before: Option<SystemTime>,
    ) {
        let mut last = None;
        loop {
            thread::sleep(Duration::from_millis(100));
            let now = self.saved(exercise);
            if now.is_some() && now != before && now == last {
                return;
            }
            last = now;
        }
    }

    /// The head of the file: what it should do and what it does.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn question(&self, exercise: &Exercise) -> io::Result<String> {
        let file = self.exercise(exercise);
        let text = bytes(&file).and_then(|bytes| {
            String::from_utf8(bytes).map_err(io::Error::other)
        });
        let text = text.map_err(|error| {
            let reset =
                format!("cargo run -p exercises -- reset {}", exercise.name);
            about(&file, error, format!("`{reset}` puts it back"))
        })?;
        let head = text.lines().map_while(|line| line.strip_prefix("//!"));
        Ok(head.map(str::trim).collect::<Vec<_>>().join(" "))
    }

    /// The names of the exercises that were solved when they last ran.
    ///
    /// # Errors
    ///
    /// If there is a list and it can't be read.
    pub fn solved(&self) -> io::Result<BTreeSet<String>> {
        let file = self.folder.join(".solved");
        let bytes = match bytes(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            found => found.map_err(|error| about(&file, error, SOLVED))?,
        };
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Remembers whether an exercise is solved.
    ///
    /// # Errors
    ///
    /// If the list can't be read or written.
    pub fn remember(
        &self,
        exercise: &Exercise,
        solved: bool,
    ) -> io::Result<()> {
        let mut names = self.solved()?;
        let changed = match solved {
            true => names.insert(exercise.name.to_owned()),
            false => names.remove(exercise.name),
        };
        if !changed {
            return Ok(());
        }
        let lines: String =
            names.iter().map(|name| format!("{name}\n")).collect();
        let file = self.folder.join(".solved");
        fs::write(&file, lines).map_err(|error| about(&file, error, SOLVED))
    }

    /// The first exercise that is not solved.
    ///
    /// # Errors
    ///
    /// As [`solved`](Self::solved).
    pub fn next(&self) -> io::Result<Option<&'static Exercise>> {
        let solved = self.solved()?;
        let open = |exercise: &&Exercise| !solved.contains(exercise.name);
        Ok(EXERCISES.iter().find(open))
    }

    /// All exercises with a mark at those that are solved.
    ///
    /// # Errors
    ///
    /// As [`solved`](Self::solved).
    pub fn list(&self) -> io::Result<String> {
        let solved = self.solved()?;
        let mut text = String::new();
        let mut group = "";
        for exercise in EXERCISES {
            if group != exercise.group {
                group = exercise.group;
                let _ = writeln!(text, "{group}");
            }
            let mark = if solved.contains(exercise.name) {
                "x"
            } else {
                " "
            };
            let _ = writeln!(
                text,
                "  [{mark}] {:22} {}",
                exercise.name, exercise.about
            );
        }
        let number = EXERCISES
            .iter()
            .filter(|exercise| solved.contains(exercise.name))
            .count();
        let _ = writeln!(
            text,
            "\n{number} of {} solved when they last ran.",
            EXERCISES.len()
        );
        Ok(text)
    }

    /// Puts the file back as the last commit has it, and keeps the reader's beside it. Returns the
    /// name of what is kept, or `None` if nothing was changed.
    ///
    /// # Errors
    ///
    /// If git doesn't have the file, or it can't be written.
    pub fn reset(&self, exercise: &Exercise) -> io::Result<Option<PathBuf>> {
        const ADVICE: &str = "install git, or take the file from a new copy of \
                              this repository";
        let file = self.exercise(exercise);
        let shown = Command::new("git")
            .arg("show")
            .arg(format!("HEAD:./{}", place(exercise)))
            .current_dir(&self.folder)
            .output()
            .map_err(|error| about(Path::new("git"), error, ADVICE))?;
        if !shown.status.success() {
            let said = String::from_utf8_lossy(&shown.stderr);
            return Err(about(Path::new("git"), said.trim(), ADVICE));
        }
        if bytes(&file).is_ok_and(|text| text == shown.stdout) {
            return Ok(None);
        }
        let there = |file: &Path| fs::symlink_metadata(file).is_ok();
        let mut kept = None;
        if there(&file) {
            let mut place = file.with_extension("rs.bak");
            // An earlier copy stays as it is.
            let mut number = 2;
            while there(&place) {
                place = file.with_extension(format!("rs.bak{number}"));
                number += 1;
            }
            // Whatever it is: reading a pipe could take forever.
            fs::rename(&file, &place)?;
            kept = Some(place);
        }
        fs::write(&file, shown.stdout)?;
        Ok(kept)
    }
}

/// What to do about the list of solved exercises.
const SOLVED: &str = "check that you may write this file, or delete it";

/// What a file holds. Only a regular one: reading a pipe could take forever.
fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(file)?.is_file() {
        true => fs::read(file),
        false => Err(io::Error::other("it is not a regular file")),
    }
}

/// An error about a file or a program, and what to do.
fn about(what: &Path, error: impl Display, advice: impl Display) -> io::Error {
    io::Error::other(format!("{}: {error}; {advice}", what.display()))
}

/// The reader's file in the folder of this crate.
fn place(exercise: &Exercise) -> String {
    format!("examples/{}.rs", exercise.name)
}

/// What is above the result: name, question, file.
///
/// # Errors
///
/// If the file can't be read.
pub fn heading(
    files: &Files,
    exercise: &Exercise,
    width: usize,
) -> io::Result<String> {
    let number = EXERCISES
        .iter()
        .take_while(|other| other.name != exercise.name)
        .count()
        + 1;
    Ok(format!(
        "{} ({number} of {})\n\n{}\n\nFile: exercises/{}\n\n",
        exercise.name,
        EXERCISES.len(),
        textwrap::fill(&files.question(exercise)?, width),
        place(exercise),
    ))
}

/// Checks an exercise, again at each save of its file, and then the next one that isn't solved: until
/// all are. `check` says whether it is solved, and has printed why.
///
/// # Errors
///
/// Those of `check`, and the exit code of a list that can't be read.
pub fn watch(
    files: &Files,
    first: Option<&'static Exercise>,
    mut check: impl FnMut(&'static Exercise) -> Result<bool, ExitCode>,
) -> Result<(), ExitCode> {
    let mut open = first;
    loop {
        let next = files.next().map_err(cli::fail)?;
        let Some(exercise) = open.take().or(next) else {
            return Ok(());
        };
        // Before the check: what is saved meanwhile is checked too.
        let saved = files.saved(exercise);
        if check(exercise)? {
            continue;
        }
        files.wait_for_another(exercise, saved);
        open = Some(exercise);
    }
}

/// What is below the result of an exercise that isn't solved.
pub fn go_on(exercise: &Exercise) -> String {
    format!(
        "\nEdit the file and run it again: cargo run -p exercises -- {0}\n\
         A hint:                         cargo run -p exercises -- hint {0}\n",
        exercise.name
    )
}

/// What is below it while its file is watched.
pub fn waits(exercise: &Exercise) -> String {
    format!(
        "\nSave the file to check it again, or press Ctrl-C.\n\
         A hint: cargo run -p exercises -- hint {}\n\n",
        exercise.name
    )
}

/// What is said once an exercise is solved.
pub fn solved(
    exercise: &Exercise,
    next: Option<&Exercise>,
    width: usize,
) -> String {
    let mut text = format!(
        "Solved.\n\n{}\n\nRead on:\n",
        textwrap::fill(exercise.solved, width)
    );
    for page in exercise.pages {
        let _ = writeln!(text, "  {page}");
    }
    match next {
        Some(next) => {
            let _ = writeln!(
                text,
                "\nNext is {}: cargo run -p exercises",
                next.name
            );
        }
        None => text += "\nAll exercises are solved.\n",
    }
    text
}

/// A hint.
pub fn hint(exercise: &Exercise, width: usize) -> String {
    let mut text =
        format!("{}\n\nThe pages:\n", textwrap::fill(exercise.hint, width));
    for page in exercise.pages {
        let _ = writeln!(text, "  {page}");
    }
    text
}

/// Compiles the exercise alone. The compiler prints what it has to say.
///
/// # Errors
///
/// If cargo can't be started.
pub fn build(files: &Files, exercise: &Exercise) -> io::Result<ExitStatus> {
    let cargo = env::var_os("CARGO");
    let cargo = cargo.as_deref().unwrap_or(OsStr::new("cargo"));
    let mut command = Command::new(cargo);
    command.args([
        "build",
        "--quiet",
        "-p",
        "exercises",
        "--example",
        exercise.name,
    ]);
    if exercise.group == SHAPES {
        command.args(["--features", "shapes"]);
    }
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command.current_dir(&files.folder).status().map_err(|error| {
        let advice = "start this program with `cargo run -p exercises`";
        about(Path::new(cargo), error, advice)
    })
}

/// Runs the exercise that was built.
///
/// # Errors
///
/// As [`supervise`].
pub fn run(exercise: &Exercise) -> io::Result<Stage> {
    // This program is in target/debug, and the exercises in target/debug/examples.
    let own = env::current_exe()?;
    let program = own.with_file_name("examples").join(exercise.name);
    // The same exercise may run twice at once.
    let note = program.with_extension(process::id().to_string());
    let program = program.with_extension(env::consts::EXE_EXTENSION);
    supervise(&mut Command::new(program), &note, LIMIT)
}

/// Runs the `program` of an exercise, and returns what came of its check, as
/// it noted it in the file `note`. Its time doesn't count while it opens the
/// database.
///
/// # Errors
///
/// If it can't be started, ends before its check does, or takes too long.
pub fn supervise(
    program: &mut Command,
    note: &Path,
    limit: Duration,
) -> io::Result<Stage> {
    let built = PathBuf::from(program.get_program());
    fs::write(note, "").map_err(|error| {
        about(note, error, "check that you may write there")
    })?;
    let started = program.env(NOTE, note).spawn();
    let mut child = started.map_err(|error| {
        about(&built, error, "check that programs may run there")
    })?;
    let mut since = Instant::now();
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break Some(ended);
        }
        if noted(note) == Some(Stage::Opening) {
            since = Instant::now();
        }
        if since.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        thread::sleep(Duration::from_millis(20));
    };
    let stage = noted(note);
    fs::remove_file(note)?;
    use Stage::{Failed, Solved, Wrong};
    match (ended, stage) {
        (Some(_), Some(stage @ (Solved | Wrong | Failed))) => Ok(stage),
        (Some(ended), _) => Err(io::Error::other(format!(
            "the exercise ended before its check did ({ended}); find what ends \
             it in your code, such as a panic or `exit`"
        ))),
        (None, _) => Err(io::Error::other(format!(
            "the exercise was stopped after {} s; find the loop in your code \
             that doesn't end",
            limit.as_secs()
        ))),
    }
}

/// Notes how far this program is, if it is an exercise that is supervised.
pub(crate) fn note(stage: Stage) {
    if let Some(file) = env::var_os(NOTE) {
        // If this fails, the supervisor says that the check didn't end.
        let _ = fs::write(file, format!("{stage:?}"));
    }
}

/// What an exercise noted last.
fn noted(file: &Path) -> Option<Stage> {
    use Stage::{Checking, Failed, Opening, Solved, Wrong};
    let text = fs::read_to_string(file).ok()?;
    let stages = [Opening, Checking, Solved, Wrong, Failed];
    stages.into_iter().find(|stage| text == format!("{stage:?}"))
}
