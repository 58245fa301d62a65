//! Exercises: small files that are wrong on purpose. `examples` has what the reader fixes, and
//! `solutions` one right answer each. A check runs the reader's function on two sets of rows and
//! compares what comes back, what the database refuses, or how many statements were sent.
#![warn(missing_docs)]

/// Every exercise: its hint, and what it says once it is solved.
mod catalogue;

/// One check per exercise. Spoilers.
pub mod check;

/// The database in which a check runs, and what it found.
mod attempt;

/// The rows that the exercises run on.
mod rows;

/// What the program prints, and the reader's files.
pub mod runner;

pub use attempt::{Attempt, Failure, Outcome, SHAPE_TABLES, Wrong, place};
pub use catalogue::{EXERCISES, Exercise};

use std::{
    env::{self, VarError},
    process::ExitCode,
};

use harness::{
    cli,
    database::{self, OpenError},
};
use runner::Stage;
use sea_orm::{DatabaseConnection, DbErr};

/// The name of the PostgreSQL schema's end, as a lesson has one.
pub const LESSON: &str = "exercises";

/// Runs a check on the database of `DATABASE_URL`, or on SQLite in memory, and prints what is
/// wrong. The program of an exercise is this call.
pub fn run(check: impl AsyncFn(&mut Attempt) -> Outcome) -> ExitCode {
    cli::block_on(async {
        runner::note(Stage::Opening);
        let outcome = match open().await {
            Ok(db) => {
                runner::note(Stage::Checking);
                judged(db, check).await
            }
            Err(error) => Err(Failure::Database(error)),
        };
        // Before it prints, which fails if nobody reads any more.
        runner::note(match &outcome {
            Ok(()) => Stage::Solved,
            Err(Failure::Wrong(_)) => Stage::Wrong,
            Err(Failure::Database(_)) => Stage::Failed,
        });
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(Failure::Database(error)) => cli::fail(error),
            Err(Failure::Wrong(wrong)) => {
                let printed = cli::print(&wrong.colored(runner::width()));
                printed.err().unwrap_or(ExitCode::FAILURE)
            }
        }
    })
}

async fn open() -> Result<DatabaseConnection, OpenError> {
    let url = match env::var("DATABASE_URL") {
        Err(VarError::NotUnicode(_)) => {
            return Err(OpenError::Url("DATABASE_URL is not UTF-8".to_owned()));
        }
        url => url.ok().filter(|url| !url.is_empty()),
    };
    database::open(url.as_deref(), place()).await
}

async fn judged(
    db: DatabaseConnection,
    check: impl AsyncFn(&mut Attempt) -> Outcome,
) -> Outcome {
    let mut attempt = Attempt::on(db);
    let work = async { Ok::<_, DbErr>(check(&mut attempt).await) };
    let outcome = database::answered(work).await;
    attempt.close().await;
    outcome?
}
