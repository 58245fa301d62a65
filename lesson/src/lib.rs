//! A lesson as data: what happened, in order, with the statements that SeaORM sent and the rows
//! that came back. The lesson crates write one down, `main` prints it, and the tests compare it.
//!
//! Nothing here stands between a lesson and SeaORM: a lesson gets a plain
//! [`DatabaseConnection`], and hands over rows.

/// From rows to a table of text.
pub mod table;

/// The SQL that SeaORM sent, as SeaORM reports it.
pub mod statements;

/// A lesson as Markdown, or as tables drawn for a terminal.
pub mod render;

/// The command line that all lesson crates share.
pub mod cli;

/// The program on the first page of the repository, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadMe;

use std::pin::Pin;

use migrations::database;
use sea_orm::{DatabaseConnection, DbBackend, DbErr, EntityTrait};

use crate::{
    statements::Statements,
    table::{Row, Table},
};

/// What happened, in order.
#[derive(Debug, Default)]
pub struct Lesson {
    steps: Vec<Step>,
    statements: Statements,
}

/// One thing that the reader sees happen.
#[derive(Debug, Default)]
pub struct Step {
    /// A few words.
    pub title: String,
    /// One or two sentences: what to look at, and why it comes out like this.
    pub text: String,
    /// What came out, in order.
    pub results: Vec<Outcome>,
}

/// What came out of some statements.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was done, or what the table shows.
    pub caption: String,
    /// The rows, the same on every database; none if nothing was read.
    pub table: Option<Table>,
    /// What the database itself said (errors, query plans): its own words, different on each.
    pub words: Vec<String>,
    /// The statements that were sent for it, their values filled in, in order.
    pub statements: Vec<String>,
}

/// A lesson that can be run by its name.
#[derive(Clone, Copy)]
pub struct Chapter {
    /// The name to type, and the end of the schema's name on PostgreSQL.
    pub name: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
    /// Writes the lesson down, on a database that is empty and the lesson's own.
    pub run: Run,
}

/// A lesson's steps, as a function: `|db, lesson| Box::pin(run(db, lesson))`.
pub type Run = for<'a> fn(
    &'a DatabaseConnection,
    &'a mut Lesson,
) -> Pin<Box<dyn Future<Output = Result<(), DbErr>> + 'a>>;

impl Chapter {
    /// Runs the lesson on `db`, which [`database::open`] opened for it, after dropping what an
    /// earlier run left there. What was written down before an error is in `lesson`.
    ///
    /// # Errors
    ///
    /// [`database::OpenError`] if the tables can't be dropped, or if the database fails on the way.
    pub async fn run(
        &self,
        db: &mut DatabaseConnection,
        lesson: &mut Lesson,
    ) -> Result<(), database::OpenError> {
        database::clear(db, self.name).await?;
        lesson.statements.record(db);
        database::answered(db, (self.run)(db, lesson)).await
    }
}

impl Lesson {
    /// Begins a step. What is recorded from here on belongs to it.
    pub fn step(&mut self, title: &str, text: &str) {
        self.statements.take();
        self.steps.push(Step {
            title: title.to_owned(),
            text: text.to_owned(),
            results: Vec::new(),
        });
    }

    /// Records that something was done, with the statements that were sent since the last record.
    pub fn done(&mut self, caption: &str) {
        self.record(caption, None, Vec::new());
    }

    /// Records rows, with the statements that were sent since the last record.
    pub fn rows<R: Row>(&mut self, caption: &str, rows: &[R]) {
        self.record(caption, Some(Table::of(rows)), Vec::new());
    }

    /// Records the columns of an entity's table, as the entity declares them.
    pub fn columns<E: EntityTrait>(&mut self, entity: E) {
        let columns = table::columns(entity);
        self.rows(&format!("Table {}", entity.table_name()), &columns);
    }

    /// Records rows about what the database said, and its own words.
    pub fn words<R: Row>(&mut self, caption: &str, rows: &[R], words: Vec<String>) {
        self.record(caption, Some(Table::of(rows)), words);
    }

    /// Records attempts that the database refused, each with the rule that it broke.
    ///
    /// # Errors
    ///
    /// The attempt's own error if it failed for another reason than a constraint, and
    /// [`DbErr::Custom`] if it was not refused at all.
    pub fn refused<const N: usize>(
        &mut self,
        attempts: [(&str, Result<(), DbErr>); N],
    ) -> Result<(), DbErr> {
        let mut refusals = Vec::new();
        let mut words = Vec::new();
        for (attempt, outcome) in attempts {
            let Err(error) = outcome else {
                return Err(DbErr::Custom(format!(
                    "the database did not refuse {attempt}"
                )));
            };
            let Some((rule, message)) = refusal(&error) else {
                return Err(error);
            };
            refusals.push(Refusal {
                attempt: attempt.to_owned(),
                refused_by: rule,
            });
            words.push(message);
        }
        self.words("What the database refuses", &refusals, words);
        Ok(())
    }

    /// The steps so far.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    fn record(&mut self, caption: &str, table: Option<Table>, words: Vec<String>) {
        let outcome = Outcome {
            caption: caption.to_owned(),
            table,
            words,
            statements: self.statements.take(),
        };
        match self.steps.last_mut() {
            Some(step) => step.results.push(outcome),
            // A lesson that records before its first step: shown without a title, not lost.
            None => self.steps.push(Step {
                results: vec![outcome],
                ..Step::default()
            }),
        }
    }
}

/// A write that the database refused.
#[derive(Debug)]
struct Refusal {
    attempt: String,
    refused_by: &'static str,
}

columns!(Refusal: attempt, refused_by);

/// The kind of constraint that refused a write, and the database's own words.
///
/// `DbErr::sql_err` knows two kinds only, and misses `ON DELETE RESTRICT` on SQLite (1811) and
/// from PostgreSQL 18 on (23001).
fn refusal(error: &DbErr) -> Option<(&'static str, String)> {
    let error = database::database_error(error)?;
    let rule = match error.code()?.as_ref() {
        "23505" | "1555" | "2067" => "unique",
        "23503" | "23001" | "787" | "1811" => "foreign key",
        "23502" | "1299" => "not null",
        "23514" | "275" => "check",
        _ => return None,
    };
    Some((rule, error.message().to_owned()))
}

/// The name by which a reader knows the database.
pub fn database_name(db: &DatabaseConnection) -> &'static str {
    match db.get_database_backend() {
        DbBackend::Postgres => "PostgreSQL",
        DbBackend::Sqlite => "SQLite",
        _ => "the database",
    }
}
