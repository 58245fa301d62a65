//! Wrong on purpose: each mistake on real rows, what it really says or returns, and the right way.
//!
//! A trap is one test, named as a claim, on both databases, and one snapshot. `TRAPS.md` lists them
//! by what the reader sees. When SeaORM fixes one, its test fails. That is intended.

/// Small schemas: those that make a mistake possible, and those that prevent it.
#[allow(dead_code, reason = "SeaORM's macros make more than the traps use")]
mod entities;

/// The rows that are there before anything goes wrong.
mod fixtures;

/// What the reader sees is an error.
mod error;

/// What the reader sees is an empty list.
mod empty_list;

/// What the reader sees are too many rows.
mod too_many_rows;

/// What the reader sees are too few rows, or too few columns.
mod too_few_rows;

/// What the reader sees is the wrong order.
mod wrong_order;

/// What the reader sees is a slow program.
mod slow;

use std::fmt::Debug;

use harness::{
    render,
    statements::Statements,
    table::{Row, Table},
};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, SchemaBuilder};

use crate::support::{Kind, TestDatabase, snapshot};

/// The version whose bugs and limits some of the traps are.
pub const VERSION: &str = "2.0.4";

/// What one trap did on one database.
pub struct Trap {
    database: TestDatabase,
    statements: Statements,
    given: String,
    cause: String,
    outcomes: Vec<Outcome>,
}

/// One thing that was done, and what came of it.
#[derive(PartialEq, Eq)]
struct Outcome {
    caption: String,
    statements: String,
    shown: String,
}

/// The name of the test that it is called in.
macro_rules! claim {
    () => {{
        fn here() {}
        crate::traps::claimed_by(std::any::type_name_of_val(&here))
    }};
}
use claim;

fn claimed_by(path: &'static str) -> &'static str {
    path.rsplit("::")
        .find(|part| !matches!(*part, "here" | "{{closure}}"))
        .unwrap_or(path)
}

/// Runs a trap on both databases and compares what came of it with the snapshot of its claim.
/// `instead` is what to do instead: the snapshot's description.
pub async fn trap(claim: &str, instead: &str, run: impl AsyncFn(&DatabaseConnection, &mut Trap)) {
    let mut seen = Vec::new();
    for kind in [Kind::Postgres, Kind::Sqlite] {
        let database = TestDatabase::empty(kind).await;
        let mut db = database.open("traps").await;
        let mut trap = Trap {
            database,
            statements: Statements::default(),
            given: String::new(),
            cause: String::new(),
            outcomes: Vec::new(),
        };
        trap.statements.record(&mut db);
        run(&db, &mut trap).await;
        db.close().await.unwrap();
        seen.push(trap);
    }
    assert!(
        snapshot("traps", claim, instead, &text(&seen[0], &seen[1])).await,
        "the trap {claim} has changed, as shown above. If SeaORM was updated, it may have fixed the \
         bug or changed the message: review the snapshot, and change or delete the trap and its \
         row in TRAPS.md."
    );
}

impl Trap {
    /// What is there before anything goes wrong. The statements so far made it and don't count.
    fn given(&mut self, given: &str) {
        self.statements.take();
        self.given = given.to_owned();
    }

    /// The mistake, and what came of it.
    fn wrong(&mut self, caption: &str, shown: Shown) {
        self.record(&format!("Wrong: {caption}"), shown);
    }

    /// The way out, and what came of it.
    fn right(&mut self, caption: &str, shown: Shown) {
        self.record(&format!("Right: {caption}"), shown);
    }

    /// What is in the database now. The statement that reads it does not count.
    fn then(&mut self, caption: &str, shown: Shown) {
        self.statements.take();
        self.record(caption, shown);
    }

    /// Where in SeaORM it comes from, if it is a bug or a limit of the version.
    fn cause(&mut self, upstream: &str, file: &str) {
        self.cause = format!("Cause: SeaORM {VERSION}, {upstream}, `{file}`.\n");
    }

    /// Leaves out of the count what only prepared the next step.
    fn forget(&mut self) {
        self.statements.take();
    }

    /// A URL for a trap that needs several connections: on SQLite a file.
    async fn another_database(&self) -> TestDatabase {
        TestDatabase::empty(self.database.kind()).await
    }

    /// How many statements were sent since the last outcome.
    fn count(&mut self) -> usize {
        self.statements.take().len()
    }

    fn record(&mut self, caption: &str, shown: Shown) {
        let statements = match self.count() {
            0 => String::new(),
            1 => " (1 statement)".to_owned(),
            count => format!(" ({count} statements)"),
        };
        self.outcomes.push(Outcome {
            caption: caption.to_owned(),
            statements,
            shown: shown.0,
        });
    }
}

/// Something to look at, as Markdown.
struct Shown(String);

/// What a call says: the error's own text, or the value.
fn said<T: Debug>(result: Result<T, DbErr>) -> Shown {
    let text = match result {
        Ok(value) => format!("Ok({value:?})"),
        // The database's own error is long in its debug form; SeaORM's own is the variant's name.
        Err(
            error @ (DbErr::Conn(_)
            | DbErr::Exec(_)
            | DbErr::Query(_)
            | DbErr::ConnectionAcquire(_)),
        ) => error.to_string(),
        Err(error) => format!("{error}\nDbErr::{error:?}"),
    };
    Shown(format!("```text\n{}\n```", without_source_lines(&text)))
}

/// `text` without the numbers of lines in the sources of PostgreSQL (`at line 664`) and sqlx
/// (`executor:222`), which are others in every version.
fn without_source_lines(text: &str) -> String {
    let mut text = text.to_owned();
    for before in [" at line ", "::executor:"] {
        if let Some((start, end)) = text.split_once(before) {
            let end = end.trim_start_matches(|c: char| c.is_ascii_digit());
            text = format!("{start}{before}…{end}");
        }
    }
    text
}

/// Rows as a table.
fn rows<R: Row>(rows: impl IntoIterator<Item = R>) -> Shown {
    Shown(render::markdown(&Table::of(rows)))
}

/// A table of what was measured.
fn table<const N: usize>(header: [&str; N], rows: Vec<[String; N]>) -> Shown {
    Shown(render::markdown(&Table {
        header: header.map(str::to_owned).to_vec(),
        rows: rows.into_iter().map(Vec::from).collect(),
    }))
}

/// All rows of an entity, in the order of its key.
async fn all<E: EntityTrait>(_: E, db: &DatabaseConnection) -> Shown
where
    E::Model: Row + Sync,
{
    rows(E::find().order_by_id_asc().all(db).await.unwrap())
}

/// Makes the tables of a schema.
async fn make(db: &DatabaseConnection, entities: fn(SchemaBuilder) -> SchemaBuilder) {
    entities(db.get_schema_builder()).apply(db).await.unwrap();
}

/// The snapshot's text: what came out the same stands once, the rest once for each database.
fn text(postgres: &Trap, sqlite: &Trap) -> String {
    assert_eq!(postgres.outcomes.len(), sqlite.outcomes.len());
    let mut text = format!("{}\n\n", postgres.given);
    for (postgres, sqlite) in postgres.outcomes.iter().zip(&sqlite.outcomes) {
        let caption = &postgres.caption;
        text.push_str(&if postgres == sqlite {
            format!(
                "{caption}{}:\n\n{}\n\n",
                postgres.statements, postgres.shown
            )
        } else {
            format!(
                "{caption}\n\nOn PostgreSQL{}:\n\n{}\n\nOn SQLite{}:\n\n{}\n\n",
                postgres.statements, postgres.shown, sqlite.statements, sqlite.shown
            )
        });
    }
    text + &postgres.cause
}
