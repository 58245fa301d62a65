//! Wrong on purpose: each mistake on real rows, what it really says or returns, and the right way.
//!
//! A trap is one file, read from top to bottom: the entities if no lesson has them, the functions
//! that are wrong, those that are right, and the test that runs them on both databases. The test's
//! snapshot is the trap's page in `guide/traps`. When SeaORM fixes a trap, or changes its
//! message, its test fails. That is intended: review the snapshot, and change or delete the trap.
//! If you changed its code, its tables or its rows, write its snapshot:
//! `INSTA_UPDATE=always cargo test -p guide NAME`. Then
//! `UPDATE_PAGES=1 cargo test -p guide pages` writes the page.

mod fixtures;

#[allow(dead_code, reason = "SeaORM's macros make more than the traps use")]
mod library;

mod error;

mod empty;

mod too_many;

mod too_few;

mod order;

mod slow;

use std::{collections::BTreeMap, fmt::Debug, mem::take, path::Path};

use harness::{
    Code, Source, render,
    statements::{Sent, Statements},
    table::{Row, Table},
};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, SchemaBuilder};
use similar::{ChangeTag, TextDiff};
use testing::{Kind, TestDatabase, fits, snapshot};

/// The version whose bugs and limits some of the traps are.
pub const VERSION: &str = "2.0.4";

/// A trap: its section on the page, and the file that makes it happen.
pub struct Trap {
    /// The trap's own file. Its name is the name of its test and of its snapshot.
    pub source: Source,
    /// The section's heading: the message as code, or the symptom in words.
    pub heading: &'static str,
    /// Other messages of the same trap, as code.
    pub also: &'static [&'static str],
    /// What is there before anything goes wrong.
    pub given: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// Why it happens.
    pub cause: &'static str,
}

/// What a trap did on one database.
pub struct TrapRun {
    source: Source,
    database: TestDatabase,
    statements: Statements,
    blocks: Vec<Block>,
}

/// What a section shows, in its order.
enum Block {
    Entity(String),
    Wrong(Function),
    Right(Function),
    Seen(Seen),
}

/// A function: its documentation, and its code.
struct Function {
    words: String,
    code: Code,
}

/// What came of a call.
struct Seen {
    caption: &'static str,
    statements: Vec<Sent>,
    shown: String,
}

impl Trap {
    /// Runs the trap on both databases, and compares what came of it with its snapshot.
    pub async fn on_both(
        self,
        run: impl AsyncFn(&DatabaseConnection, &mut TrapRun),
    ) {
        let mut seen = Vec::new();
        for kind in Kind::BOTH {
            let database = TestDatabase::empty(kind).await;
            let mut db = database.open("traps").await;
            let mut ran = TrapRun {
                source: self.source,
                database,
                statements: Statements::default(),
                blocks: Vec::new(),
            };
            ran.statements.record(&mut db);
            run(&db, &mut ran).await;
            db.close().await.unwrap();
            seen.push(ran.blocks);
        }
        let name = Path::new(self.source.file).file_stem().unwrap();
        let name = name.to_str().unwrap();
        let [sqlite, postgres] = &*seen else {
            panic!("two databases");
        };
        let section = self.section(postgres, sqlite);
        snapshot("guide/snapshots/traps", name, self.instead, &section).await;
    }

    /// The section. What came out the same on both databases is in it once.
    fn section(&self, postgres: &[Block], sqlite: &[Block]) -> String {
        assert_eq!(postgres.len(), sqlite.len());
        let mut text = format!("### {}\n\n", self.heading);
        if !self.also.is_empty() {
            text += &format!("Also: {}.\n\n", self.also.join(", "));
        }
        text += &format!("{}\n\n", self.given);
        let (mut entity, mut wrong, mut right) = (String::new(), None, false);
        for (place, (part, other)) in postgres.iter().zip(sqlite).enumerate() {
            // The function's calls, up to the next function.
            let calls = || postgres[place + 1..].iter().map_while(Block::seen);
            text += &match part {
                // Printed with the next function: before a wrong one, under the head of a right one.
                Block::Entity(code) => {
                    entity += &fenced(code);
                    continue;
                }
                Block::Wrong(function) => {
                    let entity = take(&mut entity);
                    let head = format!("{entity}**Wrong:** {}", function.words);
                    wrong = Some(function);
                    format!(
                        "{}\n\n{}",
                        head.trim_end(),
                        fenced(&numbered(function, calls()))
                    )
                }
                Block::Right(function) => {
                    let entity = take(&mut entity);
                    let head = match right {
                        true => format!("**Or:** {}", function.words),
                        false => format!(
                            "**Right:** {} {}",
                            self.instead, function.words
                        ),
                    };
                    right = true;
                    let code = numbered(function, calls());
                    let code = wrong
                        .and_then(|wrong| changed(wrong, function))
                        .unwrap_or_else(|| fenced(&code));
                    format!("{}\n\n{entity}{code}", head.trim_end())
                }
                Block::Seen(outcome) => {
                    let other =
                        other.seen().expect("both databases run the same");
                    both(outcome, other)
                }
            };
        }
        assert!(right, "a trap has a way out");
        format!("{text}**Why:** {}\n", self.cause)
    }
}

impl Block {
    fn seen(&self) -> Option<&Seen> {
        match self {
            Self::Seen(seen) => Some(seen),
            _ => None,
        }
    }
}

fn fenced(code: &str) -> String {
    format!("```rust\n{code}\n```\n\n")
}

/// The code of a function with the numbers of the statements of its calls.
fn numbered<'a>(
    function: &Function,
    calls: impl Iterator<Item = &'a Seen>,
) -> String {
    let code = &function.code;
    let mut numbers = BTreeMap::<usize, Vec<usize>>::new();
    let statements = calls.flat_map(|seen| &seen.statements);
    for (number, sent) in (1..).zip(statements) {
        let mut frames = sent.frames.iter();
        if let Some(frame) = frames.find(|frame| code.has(frame)) {
            numbers.entry(frame.line - code.line).or_default().push(number);
        }
    }
    let numbers: Vec<_> = numbers.into_iter().collect();
    render::numbered(&code.text, &numbers)
}

/// The right function as a change of the wrong one; `None` if they have too little in common.
fn changed(wrong: &Function, right: &Function) -> Option<String> {
    // Every function has a name of its own: that is not what is right about it.
    let named = |code: &Code| code.text.replacen("fn wrong", "fn right", 1);
    let (old, new) = (named(&wrong.code), named(&right.code));
    let diff = TextDiff::from_lines(&old, &new);
    let lines = new.lines().count();
    let changed =
        diff.iter_all_changes().filter(|line| line.tag() != ChangeTag::Equal);
    // Half of the lines are still the same.
    if changed.count() * 2 > lines || new.lines().next() != old.lines().next() {
        return None;
    }
    let lines = diff
        .iter_all_changes()
        .map(|line| format!("{}{}", line.tag(), line.value().trim_end()));
    Some(format!("```diff\n{}\n```\n\n", lines.collect::<Vec<_>>().join("\n")))
}

fn both(postgres: &Seen, sqlite: &Seen) -> String {
    let one = |outcome: &Seen, database: &str| {
        let caption = match (outcome.caption, database) {
            ("", "") => "On both databases".to_owned(),
            ("", database) => format!("On {database}"),
            (caption, "") => caption.to_owned(),
            (caption, database) => format!("{caption}, on {database}"),
        };
        let statements = render::counted(outcome.statements.len());
        format!("{caption}{statements}:\n\n{}\n\n", outcome.shown)
    };
    let same = |seen: &Seen| (seen.statements.len(), seen.shown.clone());
    if same(postgres) == same(sqlite) {
        one(postgres, "")
    } else {
        one(postgres, "PostgreSQL") + &one(sqlite, "SQLite")
    }
}

impl TrapRun {
    /// Shows an entity, or another item, that the mistake is about.
    fn entity(&mut self, item: &str) {
        let code = self.cut(item);
        fits(&code, true);
        self.blocks.push(Block::Entity(code.text));
    }

    /// Shows a function of the trap's file that is wrong, and what came of it.
    fn wrong(&mut self, function: &str, shown: Shown) {
        let function = self.function(function);
        self.blocks.push(Block::Wrong(function));
        self.record("", shown);
    }

    /// Shows a function of the trap's file that is right, and what came of it.
    fn right(&mut self, function: &str, shown: Shown) {
        let function = self.function(function);
        self.blocks.push(Block::Right(function));
        self.record("", shown);
    }

    /// What is in the database now. The statement that reads it does not count.
    fn then(&mut self, caption: &'static str, shown: Shown) {
        self.forget();
        self.record(caption, shown);
    }

    /// Leaves out of the count what was sent so far: it only prepared the next call.
    fn forget(&mut self) {
        self.statements.take();
    }

    /// A URL for a trap that needs several connections: on SQLite a file.
    async fn another_database(&self) -> TestDatabase {
        TestDatabase::empty(self.database.kind()).await
    }

    /// A function of the trap's file with its documentation, which says what it does.
    fn function(&self, name: &str) -> Function {
        let mut code = self.cut(name);
        let words =
            code.text.lines().map_while(|line| line.strip_prefix("/// "));
        let words: Vec<_> = words.collect();
        code.line += words.len();
        let words = words.join(" ");
        let lines =
            code.text.lines().skip_while(|line| line.starts_with("///"));
        code.text = lines.collect::<Vec<_>>().join("\n");
        fits(&code, true);
        Function { words, code }
    }

    /// An item of the trap's file.
    fn cut(&self, item: &str) -> Code {
        let code = self.source.cut(item);
        code.unwrap_or_else(|| panic!("{} has no {item}", self.source.file))
    }

    fn record(&mut self, caption: &'static str, shown: Shown) {
        let statements = self.statements.take();
        for sent in &statements {
            let shown = |block: &Block| match block {
                Block::Wrong(Function { code, .. })
                | Block::Right(Function { code, .. }) => {
                    sent.frames.iter().any(|frame| code.has(frame))
                }
                _ => false,
            };
            let sql = &sent.sql;
            let place = self.source.file;
            assert!(
                self.blocks.iter().any(shown),
                "{place}: no line that is shown sent {sql}"
            );
        }
        self.blocks.push(Block::Seen(Seen {
            caption,
            statements,
            shown: shown.0,
        }));
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

/// Both outcomes, the success first: which of the two programs comes first is chance.
fn outcomes<T: Debug>(mut outcomes: [Result<T, DbErr>; 2]) -> Shown {
    outcomes.sort_by_key(Result::is_err);
    let [one, other] = outcomes.map(|outcome| said(outcome).0);
    Shown(format!("{one}\n\n{other}"))
}

/// What a panic says, or the value.
async fn panicked<T>(call: impl Future<Output = T> + Send + 'static) -> Shown
where
    T: Debug + Send + 'static,
{
    let text = match tokio::spawn(call).await {
        Ok(value) => format!("{value:?}"),
        Err(error) => {
            let panic = error.into_panic();
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            format!("panicked: {}", text.expect("a panic with a text"))
        }
    };
    Shown(format!("```text\n{text}\n```"))
}

/// `text` without the numbers of lines in the sources of PostgreSQL (`at line 664`) and sqlx
/// (`executor:222`), which are others in every version.
fn without_source_lines(text: &str) -> String {
    let mut text = text.to_owned();
    for before in [" at line ", "::executor:"] {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        text = parts.fold(first, |text, part| {
            let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{text}{before}…{rest}")
        });
    }
    text
}

/// Rows as a table.
fn rows<R: Row>(rows: impl IntoIterator<Item = R>) -> Shown {
    let table = Table::of(rows);
    match table.rows.as_slice() {
        [] => Shown("No rows.".to_owned()),
        _ => Shown(render::markdown(&table)),
    }
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
async fn make(
    db: &DatabaseConnection,
    entities: fn(SchemaBuilder) -> SchemaBuilder,
) {
    entities(db.get_schema_builder()).apply(db).await.unwrap();
}

testing::tests![
    error::tests,
    empty::tests,
    too_many::tests,
    too_few::tests,
    order::tests,
    slow::tests,
];
