//! Every step on both databases against its snapshot.
//!
//! A snapshot is one step: its words, its code, the SQL and the rows. SQL and
//! what the database itself says are PostgreSQL's; the run on SQLite must give
//! the same words, code and rows, with as many statements.

use std::{
    collections::BTreeSet,
    fs,
    sync::{Arc, OnceLock},
};

use harness::{
    Code, Lesson, Part, Record, Recorder, Step, render,
    terminal::{self, Detail, Sql, View},
};
use libtest_mimic::Trial;
use sea_orm::DatabaseConnection;

use crate::{
    Kind, Test, TestDatabase, block_on, body, cells, compare, file_names, fits,
    read, root,
    server::GET_18,
    snapshot,
    statements::{self, Reads},
    writes_snapshots,
};

/// A lesson that ran on one database.
struct Ran {
    recorder: Recorder,
    /// What ended it before its last step, or at its end.
    error: Option<String>,
}

/// All that must hold for lessons: their steps, their reads and their snapshots.
/// `snapshots` has a folder of snapshots for each lesson.
pub fn trials(
    snapshots: &'static str,
    lessons: Vec<Lesson>,
    reads: &'static [Reads],
) -> Vec<Trial> {
    let mut trials = steps(snapshots, &lessons);
    trials.extend(statements::trials(&lessons, reads));
    let written = async move || {
        every_snapshot_belongs_to_a_step(snapshots, &lessons).await
    };
    trials
        .extend(written.trials("every_snapshot_belongs_to_a_step".to_owned()));
    trials
}

/// A test of each step on each database. The first one runs the lesson up to its
/// end, and the others look at what it recorded.
///
/// `folder` has a folder of snapshots for each lesson.
fn steps(folder: &'static str, lessons: &[Lesson]) -> Vec<Trial> {
    let runs: Vec<_> = lessons
        .iter()
        .flat_map(|lesson| {
            Kind::BOTH.map(|kind| (*lesson, kind, Arc::new(OnceLock::new())))
        })
        .collect();
    let most = lessons.iter().map(|lesson| lesson.steps.len()).max();
    let mut trials = Vec::new();
    // The first steps of all, then the second ones: so that several lessons run
    // at once, and no thread waits for one that another thread runs.
    for place in 0..most.unwrap_or(0) {
        for (lesson, kind, ran) in &runs {
            let Some(step) = lesson.steps.get(place) else {
                continue;
            };
            let (lesson, kind, ran) = (*lesson, *kind, Arc::clone(ran));
            let file = format!("{:02}_{}", place + 1, step.name());
            let name = format!("steps::{}/{file}::{kind}", lesson.name);
            let test = move || {
                let ran = ran.get_or_init(|| block_on(ran_on(&lesson, kind)));
                check(ran, place);
                let record = &ran.recorder.records()[place];
                let folder = format!("{folder}/{}", lesson.name);
                let count = lesson.steps.len();
                let heading = format!(
                    "{}, step {} of {count}: {}",
                    lesson.name, record.number, record.title
                );
                block_on(same_as_snapshot(
                    &folder, &file, &heading, record, kind,
                ));
            };
            trials.extend(test.trials(name));
        }
    }
    trials
}

/// Runs a lesson in a database of its own.
async fn ran_on(lesson: &Lesson, kind: Kind) -> Ran {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open(lesson.name).await;
    let mut recorder = lesson.begin(&mut db).await.expect("a new database");
    let error = run(lesson, &mut recorder, &db).await.err();
    Ran { recorder, error }
}

/// Runs all steps of a lesson.
///
/// # Errors
///
/// What went wrong, and where.
pub async fn run(
    lesson: &Lesson,
    recorder: &mut Recorder,
    db: &DatabaseConnection,
) -> Result<(), String> {
    for step in lesson.steps {
        run_step(lesson.name, step, recorder).await?;
    }
    let ended = lesson.end(db).await;
    ended.map_err(|error| format!("{}, at its end: {error}", lesson.name))
}

/// Runs a step.
///
/// # Errors
///
/// What went wrong, and the name of the step.
pub async fn run_step(
    lesson: &str,
    step: &Step,
    recorder: &mut Recorder,
) -> Result<(), String> {
    let ran = recorder.run(step).await;
    ran.map_err(|error| format!("the step {lesson}/{}: {error}", step.name()))
}

/// What a lesson recorded on a database of its own.
///
/// # Panics
///
/// If one of its steps fails.
pub async fn record(lesson: &Lesson, kind: Kind) -> Recorder {
    let ran = ran_on(lesson, kind).await;
    assert_eq!(ran.error, None);
    ran.recorder
}

/// The step ran, and fits a terminal.
fn check(ran: &Ran, place: usize) {
    let records = ran.recorder.records();
    let last = place + 1 >= records.len();
    if let Some(error) = ran.error.as_ref().filter(|_| last) {
        panic!("{error}");
    }
    let record = &records[place];
    is_a_step(record);
    for (detail, sql) in
        [(Detail::Brief, Sql::Short), (Detail::Full, Sql::Whole)]
    {
        let view = View {
            width: 80,
            colored: false,
            detail,
            sql,
        };
        let lines = terminal::step(record, "PostgreSQL 18", view);
        for line in terminal::painted(&lines, view).lines() {
            assert!(
                line.chars().count() <= 80,
                "wider than a terminal: {line}"
            );
        }
    }
}

/// The step has words, code and what came of it. The code fits half a screen and
/// is called, and each statement was sent by a line of it.
///
/// # Panics
///
/// If that isn't so.
pub fn is_a_step(record: &Record) {
    let code = |part: &Part| matches!(part, Part::Code(_));
    let parts = &record.parts;
    assert!(
        parts.iter().any(code)
            && !parts.iter().all(code)
            && !record.words.is_empty(),
        "a step has words, code, and what came of it"
    );
    for part in parts {
        if let Part::Code(code) = part {
            fits(code, code.text.contains("fn "));
            is_called(code);
        }
    }
    for sent in record.outcomes().flat_map(|outcome| &outcome.statements) {
        assert!(
            record.line(sent).is_some(),
            "no line of shown code sent {}, {:#?}",
            sent.sql,
            sent.frames
        );
    }
}

/// A function that is shown is called in its file, or by a macro or a trait.
fn is_called(code: &Code) {
    let item = code.text.lines().find(|line| !line.starts_with("//"));
    let head = item.and_then(|line| line.split_once("fn "));
    let Some((_, rest)) = head.filter(|(before, _)| before.starts_with("pub"))
    else {
        return;
    };
    let name = rest.split(['(', '<']).next().unwrap_or(rest);
    let file = read(&code.path);
    let uses = file.matches(name).count();
    assert!(uses > 1, "{}: {name} is shown and not called", code.path);
}

/// Compares a step under its heading with its snapshot: on PostgreSQL all of it, on
/// SQLite what is the same there.
///
/// # Panics
///
/// If they differ.
pub async fn same_as_snapshot(
    folder: &str,
    name: &str,
    heading: &str,
    record: &Record,
    kind: Kind,
) {
    let title = &record.title;
    let step = render::step(record, "PostgreSQL 18");
    let text = format!("# {heading}\n\n{step}");
    if kind == Kind::Postgres {
        snapshot(folder, name, title, &text).await;
        // insta doesn't compare titles, and headings on pages come from them.
        let file = root().join(format!("{folder}/{name}.snap"));
        let saved = insta::Snapshot::from_file(&file).expect("a snapshot");
        assert_eq!(saved.metadata().description(), Some(&**title));
    } else if !writes_snapshots().await {
        let common = |text: &str| common(text, record);
        compare::same(folder, name, &common(&text), |body| common(&body));
    }
}

/// What is the same on both databases: all but the SQL, what the database itself
/// says, and what the step's words say.
fn common(text: &str, record: &Record) -> String {
    let mut text = without(text, "```sql\n", "\n```");
    text = without(&text, "Output of PostgreSQL 18:\n\n```text\n", "\n```");
    let differs = |what: &str| {
        record.words.contains("SQLite") && record.words.contains(what)
    };
    if differs("statement") {
        text = without_counts(&text);
    }
    if differs("ids") {
        text = with_other_ids(&text);
    }
    text
}

/// The text without what is between `begin` and `end`.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut parts = text.split(begin);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(end).expect("a block ends");
        kept += rest.trim_start();
    }
    kept
}

/// The text without the numbers of statements.
fn without_counts(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let code = line.rsplit_once(" // ").filter(|(_, numbers)| {
            numbers.starts_with(|c: char| c.is_ascii_digit())
        });
        let count = |line: &&str| {
            line.ends_with("statements):") || line.ends_with("statement):")
        };
        let head =
            Some(line).filter(count).and_then(|line| line.rsplit_once(" ("));
        code.or(head).map_or(line, |(rest, _)| rest.trim_end())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text without the ids in the rows of tables and diffs: the numbers in columns
/// that are called `id` or end with `_id`.
fn with_other_ids(text: &str) -> String {
    let mut header: Vec<String> = Vec::new();
    let mut lines = Vec::new();
    for line in text.lines() {
        let row = line.strip_prefix(['+', '-', ' ', '|']);
        let cells = row.filter(|row| row.contains('|')).map(cells);
        lines.push(match cells {
            None => {
                header.clear();
                line.to_owned()
            }
            Some(cells) if header.is_empty() => {
                header = cells;
                line.to_owned()
            }
            Some(cells) => {
                let id = |name: &String| name == "id" || name.ends_with("_id");
                let number = |cell: &str| cell.parse::<i64>().is_ok();
                let cells =
                    header.iter().zip(cells).map(|(name, cell)| {
                        match id(name) && number(&cell) {
                            true => "its id".to_owned(),
                            false => cell,
                        }
                    });
                cells.collect::<Vec<_>>().join(" | ")
            }
        });
    }
    lines.join("\n")
}

/// A snapshot that no step writes would go on telling what used to be true. A run
/// that writes the snapshots deletes it.
async fn every_snapshot_belongs_to_a_step(folder: &str, lessons: &[Lesson]) {
    let writes = writes_snapshots().await;
    let mut wrong = Vec::new();
    for lesson in lessons {
        let steps = (1..).zip(lesson.steps);
        let made: BTreeSet<_> = steps
            .map(|(number, step)| format!("{number:02}_{}.snap", step.name()))
            .collect();
        let folder = format!("{folder}/{}", lesson.name);
        let found = file_names(&folder);
        if writes {
            for name in found.difference(&made) {
                fs::remove_file(root().join(&folder).join(name)).unwrap();
            }
            continue;
        }
        let missing = made.difference(&found);
        wrong.extend(missing.map(|name| format!("{folder}/{name} is missing")));
        let more = found.difference(&made);
        wrong
            .extend(more.map(|name| format!("{folder}/{name} is superfluous")));
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}; run with INSTA_UPDATE=always on PostgreSQL 18. {GET_18}"
    );
}

/// The text of a step's snapshot, of whichever package.
pub fn step_body(lesson: &str, step: &str) -> String {
    let folder = folder(lesson);
    let end = format!("_{step}.snap");
    let name = file_names(&folder)
        .into_iter()
        .find(|name| name.get(2..) == Some(&end))
        .unwrap_or_else(|| panic!("{lesson} has no step {step}"));
    body(&folder, name.trim_end_matches(".snap"))
}

/// The folder of a lesson's snapshots; `exercises` has them all in one.
pub fn folder(lesson: &str) -> String {
    let places = [
        format!("tests/snapshots/{lesson}"),
        format!("shapes/snapshots/{lesson}"),
        format!("{lesson}/snapshots"),
    ];
    let found = places.into_iter().find(|place| root().join(place).exists());
    found.unwrap_or_else(|| panic!("{lesson} has no snapshots"))
}
