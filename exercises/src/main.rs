//! `cargo run -p exercises` shows and checks the next exercise that isn't solved.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use exercises::{
    Exercise,
    runner::{self, Files, Stage},
};
use harness::cli;

/// Checks an exercise: what it does on real rows, and what it should do.
///
/// Without a name, the first one that isn't solved. It runs on SQLite in memory, or on the
/// PostgreSQL of DATABASE_URL in a schema of its own, sea_orm_relationships_exercises.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Args {
    /// An exercise, by name or number.
    name: Option<String>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Show all exercises, and which ones are solved.
    List,
    /// Check an exercise again whenever its file is saved, and then the next one.
    Watch {
        /// An exercise, by name or number; else the first one that isn't solved.
        name: Option<String>,
    },
    /// Show where to look.
    Hint {
        /// An exercise, by name or number.
        name: String,
    },
    /// Put an exercise back as it was. Your file is kept beside it.
    Reset {
        /// An exercise, by name or number.
        name: String,
    },
}

fn main() -> ExitCode {
    cli::parse()
        .and_then(|args| answer(&args))
        .err()
        .unwrap_or(ExitCode::SUCCESS)
}

/// Does what the arguments ask for, or returns the exit code of a failure.
fn answer(args: &Args) -> Result<(), ExitCode> {
    let files = Files::of(&cli::workspace().join("exercises"));
    match (&args.command, &args.name) {
        (Some(Command::List), _) => {
            cli::print(&files.list().map_err(cli::fail)?)
        }
        (Some(Command::Hint { name }), _) => {
            cli::print(&runner::hint(named(name)?, runner::width()))
        }
        (Some(Command::Reset { name }), _) => reset(&files, named(name)?),
        (Some(Command::Watch { name }), _) => {
            let first = name.as_deref().map(named).transpose()?;
            watch(&files, first)
        }
        (None, Some(name)) => check_once(&files, named(name)?),
        (None, None) => match files.next().map_err(cli::fail)? {
            Some(exercise) => check_once(&files, exercise),
            None => cli::print("All exercises are solved.\n"),
        },
    }
}

/// Checks an exercise, and says how to go on.
fn check_once(files: &Files, exercise: &Exercise) -> Result<(), ExitCode> {
    match check(files, exercise)? {
        true => Ok(()),
        false => {
            cli::print(&runner::go_on(exercise))?;
            Err(ExitCode::FAILURE)
        }
    }
}

/// Checks exercises until all are solved.
fn watch(
    files: &Files,
    first: Option<&'static Exercise>,
) -> Result<(), ExitCode> {
    runner::watch(files, first, |exercise| {
        // What went wrong was said in a line, and the next save may mend it.
        let solved = check(files, exercise).unwrap_or(false);
        if !solved {
            cli::print(&runner::waits(exercise))?;
        }
        Ok(solved)
    })
}

/// The exercise with that name.
fn named(name: &str) -> Result<&'static Exercise, ExitCode> {
    runner::find(name).ok_or_else(|| {
        // Unquoted: it may be a URL with a password.
        cli::fail("there is no such exercise; `cargo run -p exercises -- list` shows all")
    })
}

/// Builds and runs an exercise, and says how it went. Returns whether it is solved.
fn check(files: &Files, exercise: &Exercise) -> Result<bool, ExitCode> {
    let width = runner::width();
    cli::print(&runner::heading(files, exercise, width).map_err(cli::fail)?)?;
    if !runner::build(files, exercise).map_err(cli::fail)?.success() {
        cli::fail(format!(
            "{name} does not compile; the compiler's message is above. To start over: `cargo run -p \
             exercises -- reset {name}`",
            name = exercise.name
        ));
        return Ok(false);
    }
    match runner::run(exercise).map_err(cli::fail)? {
        Stage::Solved => {
            files.remember(exercise, true).map_err(|error| {
                let name = exercise.name;
                cli::fail(format!("{name} is solved, but not noted: {error}"))
            })?;
            let next = files.next().map_err(cli::fail)?;
            cli::print(&runner::solved(exercise, next, width))?;
            Ok(true)
        }
        Stage::Wrong => {
            files.remember(exercise, false).map_err(cli::fail)?;
            Ok(false)
        }
        // The check could not run, and the message is above.
        _ => Err(ExitCode::FAILURE),
    }
}

/// Puts an exercise back as it was.
fn reset(files: &Files, exercise: &Exercise) -> Result<(), ExitCode> {
    let name = exercise.name;
    let kept = files.reset(exercise).map_err(|error| {
        cli::fail(format!("{name} can't be reset: {error}"))
    })?;
    let Some(kept) = kept else {
        return cli::print(&format!("{name} is as it was.\n"));
    };
    files.remember(exercise, false).map_err(cli::fail)?;
    cli::print(&format!(
        "{name} is as it was. Your file is now {}.\n",
        kept.display()
    ))
}
