//! A lesson as data: words, code, SQL and rows, step by step.

use std::pin::Pin;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityTrait};

use crate::{
    Code, Source, catalog,
    database::{self, OpenError, Place},
    statements::Statements,
    table::{Row, Table},
};

/// A lesson that can be run by its name.
#[derive(Clone, Copy)]
pub struct Lesson {
    /// The name to type, and the end of the schema's name on PostgreSQL.
    pub name: &'static str,
    /// What it is about, in one line.
    pub about: &'static str,
    /// Every table and view that its steps make. A run drops these before it begins, and refuses to
    /// work where it finds others.
    pub tables: &'static [&'static str],
    /// Its steps, in reading order.
    pub steps: &'static [Step],
}

/// A step of a lesson, before it runs.
#[derive(Clone, Copy)]
pub struct Step {
    /// The name to type after `--step`, and the end of the snapshot's name.
    pub name: &'static str,
    /// Whether PostgreSQL makes a temporary table for it, which a user may lack the right to.
    pub temporary: bool,
    /// Does it, and records it.
    pub run: StepFn,
}

/// A step's function: `|db, recorder| Box::pin(step(db, recorder))`, as [`steps!`](crate::steps) writes
/// it.
pub type StepFn = for<'a> fn(
    &'a DatabaseConnection,
    &'a mut Recorder,
) -> Pin<Box<dyn Future<Output = Result<(), DbErr>> + 'a>>;

/// The steps of a lesson, in reading order: `steps![create: create::step, read: read::step]`. A step
/// that needs the right to make temporary tables ends with `=> TEMPORARY`.
#[macro_export]
macro_rules! steps {
    ($($name:ident: $step:path $(=> $right:ident)?),+ $(,)?) => {
        &[$($crate::Step {
            name: stringify!($name),
            temporary: !stringify!($($right)?).is_empty(),
            run: |db, recorder| Box::pin($step(db, recorder)),
        }),+]
    };
}

/// What happened so far, in order.
#[derive(Debug, Default)]
pub struct Recorder {
    records: Vec<Record>,
    statements: Statements,
}

/// A step that ran.
#[derive(Debug, Default)]
pub struct Record {
    /// Its place in the lesson, from 1.
    pub number: usize,
    /// The name of the [`Step`].
    pub name: &'static str,
    /// Its heading.
    pub title: String,
    /// One to three sentences: what happens, and why it comes out like this.
    pub words: String,
    /// Its code and what came of it, in order.
    pub parts: Vec<Part>,
}

/// A part of a step.
#[derive(Debug)]
pub enum Part {
    /// The code that runs.
    Code(Code),
    /// What came of it.
    Outcome(Outcome),
}

/// What came of some statements.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was done, or what the table shows.
    pub caption: String,
    /// The rows, the same on every database; none if nothing was read.
    pub table: Option<Table>,
    /// Lines to print, the same on every database.
    pub lines: Vec<String>,
    /// What the database itself said (errors, query plans), different on each.
    pub said: Vec<String>,
    /// The statements that were sent for it, their values filled in, in order.
    pub statements: Vec<String>,
}

impl Lesson {
    /// Where it works.
    pub fn place(&self) -> Place<'static> {
        Place {
            lesson: self.name,
            tables: self.tables,
            temporary: self.steps.iter().any(|step| step.temporary),
        }
    }

    /// Drops what an earlier run left in `db`, which [`database::open`] opened for this lesson, and
    /// begins to record.
    ///
    /// # Errors
    ///
    /// [`OpenError`] if something in the way is not this lesson's.
    pub async fn begin(&self, db: &mut DatabaseConnection) -> Result<Recorder, OpenError> {
        database::clear(db, self.place()).await?;
        let recorder = Recorder::default();
        recorder.statements.record(db);
        Ok(recorder)
    }

    /// Checks that the steps made no other tables than the lesson names.
    ///
    /// # Errors
    ///
    /// [`OpenError::Undeclared`] if they did: the next run would take that table for a reader's.
    pub async fn end(&self, db: &DatabaseConnection) -> Result<(), OpenError> {
        match database::survey(db, self.place()).await {
            Err(OpenError::Stranger { name: table, .. }) => Err(OpenError::Undeclared {
                lesson: self.name,
                table,
            }),
            outcome => outcome.map(drop),
        }
    }
}

impl Recorder {
    /// Runs a step and records it. What was recorded before an error stays.
    ///
    /// # Errors
    ///
    /// What the step reports, [`OpenError::Silent`] if the database does not answer, or
    /// [`OpenError::Pooler`] if the session is another one than before.
    pub async fn run(&mut self, step: &Step, db: &DatabaseConnection) -> Result<(), OpenError> {
        // Also after a pause, in which the session may have ended.
        database::still_alone(db).await?;
        self.statements.take();
        self.records.push(Record {
            number: self.records.len() + 1,
            name: step.name,
            ..Record::default()
        });
        database::answered((step.run)(db, self)).await?;
        database::still_alone(db).await
    }

    /// The steps that ran so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The step's heading, and what to say about it.
    pub fn step(&mut self, title: &str, words: &str) {
        if let Some(record) = self.records.last_mut() {
            record.title = title.to_owned();
            record.words = words.to_owned();
        }
    }

    /// Shows `item` as a source file has it: a function, a `struct` with its attributes, an
    /// `impl`. `child::Model` is the `Model` in `mod child`.
    ///
    /// # Errors
    ///
    /// [`DbErr::Custom`] if the file has no such item.
    pub fn code(&mut self, source: Source, item: &str) -> Result<(), DbErr> {
        let code = source
            .cut(item)
            .ok_or_else(|| DbErr::Custom(format!("{} has no {item}", source.path())))?;
        self.push(Part::Code(code));
        Ok(())
    }

    /// Records that something was done, with the statements that were sent since the last record.
    pub fn done(&mut self, caption: &str) {
        self.outcome(caption, Outcome::default());
    }

    /// Records rows, with the statements that were sent since the last record.
    pub fn rows<R: Row>(&mut self, caption: &str, rows: impl IntoIterator<Item = R>) {
        self.said(caption, rows, Vec::new());
    }

    /// Records rows about what the database said, and what it said.
    pub fn said<R: Row>(
        &mut self,
        caption: &str,
        rows: impl IntoIterator<Item = R>,
        said: Vec<String>,
    ) {
        let table = Some(Table::of(rows));
        self.outcome(
            caption,
            Outcome {
                table,
                said,
                ..Outcome::default()
            },
        );
    }

    /// Records lines of text, with the statements that were sent since the last record.
    pub fn lines(&mut self, caption: &str, lines: Vec<String>) {
        self.outcome(
            caption,
            Outcome {
                lines,
                ..Outcome::default()
            },
        );
    }

    /// Records the columns of an entity's table, as the database's catalog has them.
    ///
    /// # Errors
    ///
    /// Whatever the database reports, and [`DbErr::RecordNotFound`] if it has no such table.
    pub async fn columns<E: EntityTrait>(
        &mut self,
        db: &impl ConnectionTrait,
        entity: E,
    ) -> Result<(), DbErr> {
        let name = entity.table_name();
        let statements = self.statements.take();
        let table = catalog::columns(db, name).await?;
        // The queries of the catalog are none of the lesson's.
        self.statements.take();
        self.push(Part::Outcome(Outcome {
            caption: format!("Table {name}"),
            table: Some(table),
            statements,
            ..Outcome::default()
        }));
        Ok(())
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
        let mut said = Vec::new();
        for (attempt, outcome) in attempts {
            let Err(error) = outcome else {
                return Err(DbErr::Custom(format!(
                    "the database did not refuse to {attempt}: it does not enforce its constraints"
                )));
            };
            let Some((rule, message)) = database::refusal(&error) else {
                return Err(error);
            };
            refusals.push(Refusal {
                attempt: attempt.to_owned(),
                refused_by: rule,
            });
            said.push(format!("ERROR: {message}"));
        }
        self.said("What the database refuses", refusals, said);
        Ok(())
    }

    fn outcome(&mut self, caption: &str, outcome: Outcome) {
        let outcome = Outcome {
            caption: caption.to_owned(),
            statements: self.statements.take(),
            ..outcome
        };
        self.push(Part::Outcome(outcome));
    }

    fn push(&mut self, part: Part) {
        if let Some(record) = self.records.last_mut() {
            record.parts.push(part);
        }
    }
}

/// A write that the database refused.
#[derive(Debug)]
struct Refusal {
    attempt: String,
    refused_by: &'static str,
}

crate::columns!(Refusal: attempt, refused_by);
