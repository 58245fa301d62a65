//! A lesson as data: words, code, SQL, rows and what changed, step by step.

use std::{mem::take, path::Path, pin::Pin, sync::Arc};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait,
};

use crate::{
    Code, Frame, Source, catalog,
    changes::{Changes, Snapshot},
    database::{self, OpenError, Place},
    statements::{Sent, Statements},
    table::{Cells, Row, Table},
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
    /// The file with its sample rows, if the file of a step doesn't have them.
    pub sample: Option<Source>,
    /// Its steps, in reading order.
    pub steps: &'static [Step],
}

/// A step of a lesson, before it runs.
#[derive(Clone, Copy)]
pub struct Step {
    /// Its file.
    pub source: Source,
    /// The name of its function: `step`, or `X_step` in a file with several.
    pub function: &'static str,
    /// Whether PostgreSQL makes a temporary table for it, which a user may lack the right to.
    pub temporary: bool,
    /// Does it, and records it.
    pub run: StepFn,
}

/// What a step returns.
pub type Done = Result<(), DbErr>;

/// A step's function, as [`steps!`](crate::steps) writes it.
pub type StepFn =
    for<'a> fn(&'a mut Recorder) -> Pin<Box<dyn Future<Output = Done> + 'a>>;

/// The steps of a lesson, in reading order. `steps![create, read]` are the functions `step` in the
/// modules `create` and `read`. `steps![here: create_step, read_step]` are functions of this file. A
/// step that needs the right to make temporary tables ends with `=> TEMPORARY`.
#[macro_export]
macro_rules! steps {
    (here: $($function:ident $(=> $right:ident)?),+ $(,)?) => {
        &[$($crate::Step {
            source: $crate::source!(),
            function: stringify!($function),
            temporary: !stringify!($($right)?).is_empty(),
            run: |show| Box::pin($function(show)),
        }),+]
    };
    ($($module:ident $(=> $right:ident)?),+ $(,)?) => {
        &[$($crate::Step {
            source: $crate::Source {
                beside: file!(),
                file: concat!(stringify!($module), ".rs"),
                text: include_str!(concat!(stringify!($module), ".rs")),
            },
            function: "step",
            temporary: !stringify!($($right)?).is_empty(),
            run: |show| Box::pin($module::step(show)),
        }),+]
    };
}

/// Runs steps, and holds what happened so far, in order.
#[derive(Debug)]
pub struct Recorder {
    db: DatabaseConnection,
    tables: Vec<&'static str>,
    sample: Option<Source>,
    /// The file and the function of the step that runs.
    step: Option<(Source, &'static str)>,
    /// The public items of the step that are not shown yet.
    unshown: Vec<String>,
    /// The transaction that is under way, and what the tables held before it.
    transaction: Option<(Arc<DatabaseTransaction>, Snapshot)>,
    /// What the tables held after the last outcome.
    stored: Snapshot,
    statements: Statements,
    records: Vec<Record>,
}

/// A step that ran.
#[derive(Debug, Default)]
pub struct Record {
    /// Its place in the lesson, from 1.
    pub number: usize,
    /// The name of the [`Step`].
    pub name: String,
    /// Its heading.
    pub title: String,
    /// One to three sentences: what happens, and why it comes out like this.
    pub words: String,
    /// Its code and what came of it, in order.
    pub parts: Vec<Part>,
    /// What the tables held after it.
    pub(crate) stored: Snapshot,
}

/// A part of a step.
#[derive(Debug)]
pub enum Part {
    /// The code that runs.
    Code(Code),
    /// What came of it.
    Outcome(Box<Outcome>),
}

/// What came of some calls.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was done, or what the table shows; empty if the calls say it.
    pub caption: String,
    /// The calls that sent the statements, as the step has them.
    pub calls: Vec<String>,
    /// The statements that were sent, in order.
    pub statements: Vec<Sent>,
    /// The rows, the same on every database; none if nothing was read.
    pub table: Option<Table>,
    /// Lines to print, the same on every database.
    pub lines: Vec<String>,
    /// What the database itself said (errors, query plans), different on each.
    pub said: Vec<String>,
    /// The rule that refused the write: `unique`, `foreign key`, `not null` or `check`.
    pub refused_by: Option<&'static str>,
    /// What is different in the tables; `None` if nothing was written.
    pub changes: Option<Changes>,
    /// The tables whose changes a rollback undid.
    pub rolled_back: Vec<String>,
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
    pub async fn begin(
        &self,
        db: &mut DatabaseConnection,
    ) -> Result<Recorder, OpenError> {
        database::clear(db, self.place()).await?;
        Ok(Recorder::new(db, self.tables, self.sample))
    }

    /// Checks that the steps made no other tables than the lesson names.
    ///
    /// # Errors
    ///
    /// [`OpenError::Undeclared`] if they did: the next run would take that table for a reader's.
    pub async fn end(&self, db: &DatabaseConnection) -> Result<(), OpenError> {
        match database::survey(db, self.place()).await {
            Err(OpenError::Stranger { name: table, .. }) => {
                Err(OpenError::Undeclared {
                    lesson: self.name,
                    table,
                })
            }
            outcome => outcome.map(drop),
        }
    }
}

impl Step {
    /// The name to type after `--step`, and the end of the snapshot's name: that of its file, or `X` of
    /// the function `X_step`.
    pub fn name(&self) -> &'static str {
        let stem = Path::new(self.source.file).file_stem();
        match self.function.strip_suffix("_step") {
            Some(name) => name,
            None => {
                stem.and_then(|stem| stem.to_str()).unwrap_or(self.function)
            }
        }
    }

    /// Its first sentence.
    pub fn summary(&self) -> String {
        let (_, words) = self.words();
        let sentence = words.split_inclusive(". ").next().unwrap_or_default();
        sentence.trim().to_owned()
    }

    /// Its heading and its sentences: the documentation of its file, or of its function.
    pub fn words(&self) -> (String, String) {
        self.source.words(match self.function {
            "step" => None,
            name => Some(name),
        })
    }
}

impl Outcome {
    /// Whether it has rows or lines.
    pub fn returned(&self) -> bool {
        self.table.is_some() || !self.lines.is_empty()
    }
}

impl Recorder {
    /// Begins to record what goes through `db`, and what changes in `tables`. `sample` is the file with
    /// the sample rows, if that of a step doesn't have them.
    pub fn new(
        db: &mut DatabaseConnection,
        tables: &[&'static str],
        sample: Option<Source>,
    ) -> Self {
        let statements = Statements::default();
        statements.record(db);
        // What sea-orm-migration notes in its table is its own, and has the time of the run.
        let tables =
            tables.iter().copied().filter(|name| *name != "seaql_migrations");
        Self {
            db: db.clone(),
            tables: tables.collect(),
            sample,
            step: None,
            unshown: Vec::new(),
            transaction: None,
            stored: Snapshot::default(),
            statements,
            records: Vec::new(),
        }
    }

    /// Runs a step and records it. What was recorded before an error stays.
    ///
    /// # Errors
    ///
    /// What the step reports, [`OpenError::Silent`] if the database does not answer, or
    /// [`OpenError::Pooler`] if the session is another one than before.
    pub async fn run(&mut self, step: &Step) -> Result<(), OpenError> {
        // Also after a pause, in which the session may have ended.
        let db = self.db.clone();
        let quiet = self.statements.clone();
        quiet.unrecorded(database::still_alone(&db)).await?;
        self.stored = self.look().await?;
        self.statements.take();
        let (title, words) = step.words();
        self.records.push(Record {
            number: self.records.len() + 1,
            name: step.name().to_owned(),
            title,
            words,
            parts: Vec::new(),
            stored: Snapshot::default(),
        });
        self.step = Some((step.source, step.function));
        self.unshown = step.source.public_items(step.function);
        database::answered((step.run)(self)).await?;
        self.ended().await?;
        if let Some(record) = self.records.last_mut() {
            record.stored = self.stored.clone();
        }
        quiet.unrecorded(database::still_alone(&db)).await
    }

    /// Checks that the step showed all that it sent, changed and declares.
    async fn ended(&mut self) -> Done {
        let unshown = self.statements.take();
        let wrong = if let Some(sent) = unshown.first() {
            format!("no outcome of the step has the statement {}", sent.sql)
        } else if self.look().await? != self.stored {
            "no outcome of the step shows its last change".to_owned()
        } else if let Some(item) = self.unshown.first() {
            format!("{item} is public, and the step does not show it")
        } else {
            return Ok(());
        };
        Err(DbErr::Custom(wrong))
    }

    /// The steps that ran so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The lesson's database.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Begins a transaction. Until [`Recorder::roll_back`], changes are looked for within it.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn begin(&mut self) -> Result<Arc<DatabaseTransaction>, DbErr> {
        let transaction = Arc::new(self.db.begin().await?);
        self.transaction =
            Some((Arc::clone(&transaction), self.stored.clone()));
        Ok(transaction)
    }

    /// Rolls a transaction back, and records what is gone with it.
    ///
    /// # Errors
    ///
    /// Whatever the database reports, and [`DbErr::Custom`] if the step still holds a copy of it or the
    /// tables are not as they were before it.
    pub async fn roll_back(
        &mut self,
        transaction: Arc<DatabaseTransaction>,
    ) -> Done {
        let before = self.transaction.take().map(|(_, before)| before);
        alone(transaction)?.rollback().await?;
        let changed = take(&mut self.stored);
        self.stored = self.look().await?;
        let undone = changed.compared_with(&self.stored);
        if before.as_ref() != Some(&self.stored) {
            return Err(DbErr::Custom(
                "the tables are not as before the transaction".to_owned(),
            ));
        }
        if undone.is_empty() {
            return Ok(());
        }
        let tables: Vec<_> =
            undone.tables.into_iter().map(|change| change.table).collect();
        self.push(Part::Outcome(Box::new(Outcome {
            rolled_back: tables,
            ..Outcome::default()
        })))
    }

    /// Commits a transaction of [`Recorder::begin`].
    ///
    /// # Errors
    ///
    /// Whatever the database reports, and [`DbErr::Custom`] if the step still holds a copy of it.
    pub async fn commit(
        &mut self,
        transaction: Arc<DatabaseTransaction>,
    ) -> Done {
        self.transaction = None;
        alone(transaction)?.commit().await
    }

    /// Shows an item of the step's file: a function, a `struct` with its attributes, an `impl`.
    /// `child::Model` is the `Model` in `mod child`. The public items of the step need it only if they
    /// shall stand in another place than before the first outcome that comes from them.
    ///
    /// # Errors
    ///
    /// [`DbErr::Custom`] if the file has no such item.
    pub fn code(&mut self, item: &str) -> Done {
        let step = self
            .step
            .ok_or_else(|| DbErr::Custom("no step runs".to_owned()))?;
        self.code_of(step.0, item)
    }

    /// Shows an item of another file.
    ///
    /// # Errors
    ///
    /// [`DbErr::Custom`] if the file has no such item.
    pub fn code_of(&mut self, source: Source, item: &str) -> Done {
        let code = source.cut(item).ok_or_else(|| {
            DbErr::Custom(format!("{} has no {item}", source.path()))
        })?;
        let shown =
            |name: &str| name.split("::").next() == Some(item) || name == item;
        self.unshown.retain(|name| !shown(name));
        self.show(code);
        Ok(())
    }

    /// Leaves out what was sent and changed since the last outcome: it only prepared the next call.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn forget(&mut self) -> Done {
        self.statements.take();
        self.stored = self.look().await?;
        Ok(())
    }

    /// Records that the calls since the last record were made.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn done(&mut self) -> Done {
        self.outcome(Outcome::default()).await
    }

    /// Records that a call was made. What it returned is not shown.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn ran<T>(&mut self, _returned: T) -> Done {
        self.done().await
    }

    /// Records rows that a call returned.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn rows<R: Row>(
        &mut self,
        caption: &str,
        rows: impl IntoIterator<Item = R>,
    ) -> Done {
        self.outcome(Outcome {
            caption: caption.to_owned(),
            table: Some(Table::of(rows)),
            ..Outcome::default()
        })
        .await
    }

    /// Records tuples or arrays under the names of their columns.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn table<const N: usize, R: Cells<N>>(
        &mut self,
        caption: &str,
        header: [&str; N],
        rows: impl IntoIterator<Item = R>,
    ) -> Done {
        self.outcome(Outcome {
            caption: caption.to_owned(),
            table: Some(Table::with(header, rows)),
            ..Outcome::default()
        })
        .await
    }

    /// Records how many rows a call changed, as its result says.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn affected(
        &mut self,
        caption: &str,
        rows_affected: u64,
    ) -> Done {
        self.table(caption, ["rows_affected"], [[rows_affected]]).await
    }

    /// Records lines of text.
    ///
    /// # Errors
    ///
    /// Whatever the database reports.
    pub async fn lines(&mut self, caption: &str, lines: Vec<String>) -> Done {
        self.outcome(Outcome {
            caption: caption.to_owned(),
            lines,
            ..Outcome::default()
        })
        .await
    }

    /// Adds what the database itself said to the last outcome.
    ///
    /// # Errors
    ///
    /// [`DbErr::Custom`] if the step has none yet.
    pub fn said(&mut self, words: Vec<String>) -> Done {
        let parts =
            self.records.last_mut().and_then(|record| record.parts.last_mut());
        let Some(Part::Outcome(outcome)) = parts else {
            return Err(DbErr::Custom(
                "no outcome stands before what the database said".to_owned(),
            ));
        };
        outcome.said = words;
        Ok(())
    }

    /// Records the calls since the last record, if they sent something, and then the columns of each
    /// table, as the database's catalog has them.
    ///
    /// # Errors
    ///
    /// Whatever the database reports, and [`DbErr::RecordNotFound`] if it has no such table.
    pub async fn columns<const N: usize>(&mut self, tables: [&str; N]) -> Done {
        if self.statements.any() {
            self.done().await?;
        }
        for table in tables {
            let columns = catalog::columns(&self.db, table);
            let columns = self.statements.clone().unrecorded(columns).await?;
            self.push(Part::Outcome(Box::new(Outcome {
                caption: format!("Table {table}"),
                table: Some(columns),
                ..Outcome::default()
            })))?;
        }
        Ok(())
    }

    /// Records an attempt that the database refused.
    ///
    /// # Errors
    ///
    /// The attempt's own error if it failed for another reason than a constraint, and
    /// [`DbErr::Custom`] if it was not refused at all.
    pub async fn refused<T>(
        &mut self,
        attempt: &str,
        outcome: Result<T, DbErr>,
    ) -> Done {
        let Err(error) = outcome else {
            return Err(DbErr::Custom(format!(
                "the database did not refuse to {attempt}: it does not enforce its constraints"
            )));
        };
        let Some((rule, message)) = database::refusal(&error) else {
            return Err(error);
        };
        self.outcome(Outcome {
            caption: attempt.to_owned(),
            said: vec![format!("ERROR: {message}")],
            refused_by: Some(rule),
            ..Outcome::default()
        })
        .await
    }

    /// Records a write that failed before a constraint could refuse it: the error and its variant.
    ///
    /// # Errors
    ///
    /// Whatever the database reports, and [`DbErr::Custom`] if the write did not fail.
    pub async fn failed<T>(
        &mut self,
        caption: &str,
        outcome: Result<T, DbErr>,
    ) -> Done {
        let Err(error) = outcome else {
            return Err(DbErr::Custom(format!("no error: {caption}")));
        };
        self.outcome(Outcome {
            caption: caption.to_owned(),
            lines: vec![error.to_string(), format!("DbErr::{error:?}")],
            // It may have sent no write. Whether it changed something is shown all the same.
            changes: Some(Changes::default()),
            ..Outcome::default()
        })
        .await
    }

    /// What the tables hold now.
    async fn look(&self) -> Result<Snapshot, DbErr> {
        self.statements
            .unrecorded(async {
                match &self.transaction {
                    Some((transaction, _)) => {
                        Snapshot::of(&**transaction, &self.tables).await
                    }
                    None => Snapshot::of(&self.db, &self.tables).await,
                }
            })
            .await
    }

    /// Records an outcome with the statements that were sent since the last one, and what they changed.
    async fn outcome(&mut self, outcome: Outcome) -> Done {
        let statements = self.statements.take();
        let now = self.look().await?;
        let changes = now.compared_with(&self.stored);
        self.stored = now;
        let wrote = outcome.changes.is_some()
            || !changes.is_empty()
            || !statements.iter().all(Sent::only_reads);
        let calls = self.show_what_sent(&statements);
        self.push(Part::Outcome(Box::new(Outcome {
            calls,
            statements,
            changes: wrote.then_some(changes),
            ..outcome
        })))
    }

    /// Shows the public items that sent these statements and those above them, and returns the calls.
    fn show_what_sent(&mut self, statements: &[Sent]) -> Vec<String> {
        let Some((source, function)) = self.step else {
            return Vec::new();
        };
        let path = source.path();
        let sent = |item: &String| {
            let lines = source.lines_of(item);
            let mut frames = statements.iter().flat_map(|sent| &sent.frames);
            frames.any(|frame| {
                frame.is_in(&path)
                    && lines
                        .as_ref()
                        .is_some_and(|lines| lines.contains(&frame.line))
            })
        };
        // Without line tables, all of the step's code stands above its first statement.
        let unknown = !statements.is_empty()
            && statements.iter().all(|sent| sent.frames.is_empty());
        let last = match unknown {
            true => self.unshown.len().checked_sub(1),
            false => self.unshown.iter().rposition(sent),
        };
        let items: Vec<_> =
            self.unshown.drain(..last.map_or(0, |last| last + 1)).collect();
        for code in
            items.iter().filter_map(|item| source.cut(item)).collect::<Vec<_>>()
        {
            self.show(code);
        }
        let step = source.lines_of(function);
        let mut calls: Vec<String> = Vec::new();
        for sent in statements {
            // The step may have called something that called the shown function: the innermost place.
            let place = sent.frames.iter().position(|frame| {
                frame.is_in(&path)
                    && step
                        .as_ref()
                        .is_some_and(|lines| lines.contains(&frame.line))
            });
            let frame = place
                .filter(|place| *place > 0)
                .map(|place| &sent.frames[place]);
            let call =
                frame.and_then(|frame| source.call(frame.line, frame.column));
            calls.extend(call.filter(|call| !calls.contains(call)));
        }
        calls.into_iter().map(|call| self.named(call)).collect()
    }

    /// The call with the numbers that it names: `edit(tx, TOYOTA) // TOYOTA = 1`. Its other constants are
    /// shown as code.
    fn named(&mut self, call: String) -> String {
        let constants = self.constants_in(&call).into_iter();
        let (numbers, others): (Vec<_>, Vec<_>) =
            constants.partition(|code| code.number().is_some());
        for code in others {
            self.show_constant(code);
        }
        let numbers: Vec<_> = numbers.iter().filter_map(Code::number).collect();
        match numbers.is_empty() {
            true => call,
            false => format!("{call} // {}", numbers.join(", ")),
        }
    }

    /// The constants of the step's file and of the sample rows that `text` names.
    fn constants_in(&self, text: &str) -> Vec<Code> {
        let sources = [self.step.map(|(source, _)| source), self.sample];
        let sources = sources.into_iter().flatten();
        sources.flat_map(|source| source.constants_in(text)).collect()
    }

    /// Shows a constant, unless the step has shown it.
    fn show_constant(&mut self, code: Code) {
        let shown =
            |part: &Part| matches!(part, Part::Code(shown) if *shown == code);
        let record = self.records.last();
        if !record.is_some_and(|record| record.parts.iter().any(shown)) {
            // Its type or value may name others.
            self.show(code);
        }
    }

    fn show(&mut self, code: Code) {
        let uses =
            code.text.lines().filter(|line| !line.trim().starts_with("//"));
        let uses: Vec<_> = uses.collect();
        let head = code.text.lines().find(|line| line.contains("const "));
        let own = head
            .and_then(|line| line.split("const ").nth(1)?.split(':').next());
        let uses = uses.join("\n");
        let uses = own.map_or(uses.clone(), |name| uses.replacen(name, "", 1));
        for constant in self.constants_in(&uses) {
            self.show_constant(constant);
        }
        let _ = self.push(Part::Code(code));
    }

    fn push(&mut self, part: Part) -> Done {
        let record = self.records.last_mut();
        let record =
            record.ok_or_else(|| DbErr::Custom("no step runs".to_owned()))?;
        record.parts.push(part);
        Ok(())
    }
}

/// The transaction, if nobody else has it.
fn alone(
    transaction: Arc<DatabaseTransaction>,
) -> Result<DatabaseTransaction, DbErr> {
    let in_use = || DbErr::Custom("the transaction is in use".to_owned());
    Arc::into_inner(transaction).ok_or_else(in_use)
}

impl Record {
    /// All outcomes, in order.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.parts.iter().filter_map(|part| match part {
            Part::Outcome(outcome) => Some(&**outcome),
            Part::Code(_) => None,
        })
    }

    /// The innermost line of shown code that sent a statement.
    pub fn line<'a>(&self, sent: &'a Sent) -> Option<&'a Frame> {
        let shown = |frame: &Frame| {
            let mut parts = self.parts.iter();
            parts
                .any(|part| matches!(part, Part::Code(code) if code.has(frame)))
        };
        sent.frames.iter().find(|frame| shown(frame))
    }

    /// The numbers of the statements that each line of `code` sent: the line's place in the item, from
    /// 0, and numbers from 1. The statements of a step are numbered through.
    pub fn numbers(&self, code: &Code) -> Vec<(usize, Vec<usize>)> {
        let statements =
            self.outcomes().flat_map(|outcome| &outcome.statements);
        let mut lines: Vec<(usize, Vec<usize>)> = Vec::new();
        for (number, sent) in (1..).zip(statements) {
            let Some(frame) = self.line(sent).filter(|frame| code.has(frame))
            else {
                continue;
            };
            let line = frame.line - code.line;
            match lines.iter_mut().find(|(found, _)| *found == line) {
                Some((_, numbers)) => numbers.push(number),
                None => lines.push((line, vec![number])),
            }
        }
        lines
    }
}
