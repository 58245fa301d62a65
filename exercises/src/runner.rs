use std::{
    collections::BTreeSet,
    env,
    ffi::OsStr,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
};

use crate::{EXERCISES, Exercise, catalogue::SHAPES};

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

    /// The head of the file: what it should do and what it does.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn question(&self, exercise: &Exercise) -> io::Result<String> {
        let text = fs::read_to_string(self.exercise(exercise))?;
        let head = text.lines().map_while(|line| line.strip_prefix("//!"));
        Ok(head.map(str::trim).collect::<Vec<_>>().join(" "))
    }

    /// The names of the exercises that were solved when they last ran.
    pub fn solved(&self) -> BTreeSet<String> {
        let text =
            fs::read_to_string(self.folder.join(".solved")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    /// Remembers whether an exercise is solved.
    ///
    /// # Errors
    ///
    /// If the file can't be written.
    pub fn remember(
        &self,
        exercise: &Exercise,
        solved: bool,
    ) -> io::Result<()> {
        let mut names = self.solved();
        let changed = match solved {
            true => names.insert(exercise.name.to_owned()),
            false => names.remove(exercise.name),
        };
        if !changed {
            return Ok(());
        }
        let lines: String =
            names.iter().map(|name| format!("{name}\n")).collect();
        fs::write(self.folder.join(".solved"), lines)
    }

    /// The first exercise that is not solved.
    pub fn next(&self) -> Option<&'static Exercise> {
        let solved = self.solved();
        EXERCISES.iter().find(|exercise| !solved.contains(exercise.name))
    }

    /// All exercises with a mark at those that are solved.
    pub fn list(&self) -> String {
        let solved = self.solved();
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
        text
    }

    /// Puts the file back as the last commit has it, and keeps the reader's beside it. Returns the
    /// name of what is kept, or `None` if nothing was changed.
    ///
    /// # Errors
    ///
    /// If git doesn't have the file, or it can't be written.
    pub fn reset(&self, exercise: &Exercise) -> io::Result<Option<PathBuf>> {
        let shown = Command::new("git")
            .arg("show")
            .arg(format!("HEAD:./{}", place(exercise)))
            .current_dir(&self.folder)
            .output()?;
        if !shown.status.success() {
            let said = String::from_utf8_lossy(&shown.stderr).trim().to_owned();
            return Err(io::Error::other(said));
        }
        let file = self.exercise(exercise);
        let mut kept = None;
        if let Ok(text) = fs::read(&file) {
            if text == shown.stdout {
                return Ok(None);
            }
            let mut place = file.with_extension("rs.bak");
            // An earlier copy stays as it is.
            let mut number = 2;
            while place.exists() {
                place = file.with_extension(format!("rs.bak{number}"));
                number += 1;
            }
            fs::write(&place, text)?;
            kept = Some(place);
        }
        fs::write(&file, shown.stdout)?;
        Ok(kept)
    }
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

/// What is below the result of an exercise that isn't solved.
pub fn go_on(exercise: &Exercise) -> String {
    format!(
        "\nEdit the file and run it again: cargo run -p exercises -- {0}\n\
         A hint:                         cargo run -p exercises -- hint {0}\n",
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
pub fn build(exercise: &Exercise) -> io::Result<ExitStatus> {
    let cargo = env::var_os("CARGO");
    let mut command =
        Command::new(cargo.as_deref().unwrap_or(OsStr::new("cargo")));
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
    command.current_dir(env!("CARGO_MANIFEST_DIR")).status()
}

/// Runs the exercise that was built.
///
/// # Errors
///
/// If it can't be started.
pub fn run(exercise: &Exercise) -> io::Result<ExitStatus> {
    // This program is in target/debug, and the exercises in target/debug/examples.
    let own = env::current_exe()?;
    let program = own.with_file_name("examples").join(exercise.name);
    Command::new(program.with_extension(env::consts::EXE_EXTENSION)).status()
}
