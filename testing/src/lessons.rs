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
    Lesson, Part, Record, Recorder, Step,
    render::{self, Form, Show},
};
use libtest_mimic::Trial;
use sea_orm::DatabaseConnection;

use crate::{
    Kind, Test, TestDatabase, block_on, body, code, compare, file_names, fits, root,
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

/// All that must hold for lessons: their steps, their reads, their snapshots and
/// the code that they show.
///
/// `snapshots` has a folder of snapshots for each lesson, and `sources` are the
/// folders of the steps' files.
pub fn trials(
    snapshots: &'static str,
    sources: Vec<String>,
    lessons: Vec<Lesson>,
    reads: &'static [Reads],
) -> Vec<Trial> {
    let mut trials = steps(snapshots, &lessons);
    trials.extend(statements::trials(&lessons, reads));
    let calls = sources.clone();
    let calls = move || code::a_step_calls_every_function_that_it_shows(&calls);
    let shown = move || code::every_public_function_of_a_step_is_shown(&sources);
    let written = async move || every_snapshot_belongs_to_a_step(snapshots, &lessons).await;
    let named = |name: &str| name.to_owned();
    trials.extend(calls.trials(named("a_step_calls_every_function_that_it_shows")));
    trials.extend(shown.trials(named("every_public_function_of_a_step_is_shown")));
    trials.extend(written.trials(named("every_snapshot_belongs_to_a_step")));
    trials
}

/// A test of each step on each database. The first one runs the lesson up to its
/// end, and the others look at what it recorded.
///
/// `folder` has a folder of snapshots for each lesson.
fn steps(folder: &'static str, lessons: &[Lesson]) -> Vec<Trial> {
    let runs: Vec<_> = lessons
        .iter()
        .flat_map(|lesson| Kind::BOTH.map(|kind| (*lesson, kind, Arc::new(OnceLock::new()))))
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
            let file = format!("{:02}_{}", place + 1, step.name);
            let name = format!("steps::{}/{file}::{kind}", lesson.name);
            let test = move || {
                let ran = ran.get_or_init(|| block_on(ran_on(&lesson, kind)));
                check(ran, place);
                let folder = format!("{folder}/{}", lesson.name);
                let record = &ran.recorder.records()[place];
                block_on(same_as_snapshot(&folder, &file, record, kind));
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
        run_step(lesson.name, step, recorder, db).await?;
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
    db: &DatabaseConnection,
) -> Result<(), String> {
    let ran = recorder.run(step, db).await;
    ran.map_err(|error| format!("the step {lesson}/{}: {error}", step.name))
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

/// The step ran, shows code and what came of it, and fits a terminal.
fn check(ran: &Ran, place: usize) {
    let records = ran.recorder.records();
    let last = place + 1 >= records.len();
    if let Some(error) = ran.error.as_ref().filter(|_| last) {
        panic!("{error}");
    }
    let record = &records[place];
    let code = |part: &Part| matches!(part, Part::Code(_));
    let parts = &record.parts;
    assert!(
        parts.iter().any(code) && !parts.iter().all(code) && !record.words.is_empty(),
        "a step has words, code, and what came of it"
    );
    for part in parts {
        if let Part::Code(code) = part {
            fits(code, code.text.contains("fn "));
        }
    }
    let form = Form::Terminal { width: 80 };
    let text = render::heading(record, form) + &render::step(record, form, SHOWN);
    for line in without_colors(&text).lines() {
        assert!(line.chars().count() <= 80, "wider than a terminal: {line}");
    }
}

/// The text without what colors it.
fn without_colors(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

/// What a snapshot shows.
const SHOWN: Show = Show {
    code: true,
    lines: false,
    sql: true,
    said: Some("PostgreSQL 18"),
};

/// Compares a step with its snapshot: on PostgreSQL all of it, on SQLite what is
/// the same there.
///
/// # Panics
///
/// If they differ.
pub async fn same_as_snapshot(folder: &str, name: &str, record: &Record, kind: Kind) {
    if kind == Kind::Postgres {
        let text = render::step(record, Form::Markdown, SHOWN);
        snapshot(folder, name, &record.title, &text).await;
        // insta doesn't compare titles, and headings on pages come from them.
        let file = root().join(format!("{folder}/{name}.snap"));
        let saved = insta::Snapshot::from_file(&file).expect("a snapshot");
        assert_eq!(saved.metadata().description(), Some(&*record.title));
    } else if !writes_snapshots().await {
        let show = Show {
            sql: false,
            said: None,
            ..SHOWN
        };
        let text = render::step(record, Form::Markdown, show);
        let common = |text: &str| without_counts(text, record);
        compare::same(folder, name, &common(&text), |body| {
            common(&without_postgres(&body))
        });
    }
}

/// A snapshot without its SQL and without what PostgreSQL says.
fn without_postgres(body: &str) -> String {
    let mut text = body.to_owned();
    for begin in ["```sql\n", "Output of PostgreSQL 18:\n\n```text\n"] {
        let mut parts = text.split(begin);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (_, rest) = part.split_once("\n```").expect("a block ends");
            kept += rest.trim_start();
        }
        text = kept;
    }
    text
}

/// The text without the numbers of statements, if the step's words say that the
/// statements differ.
fn without_counts(text: &str, record: &Record) -> String {
    if !(record.words.contains("SQLite") && record.words.contains("statement")) {
        return text.to_owned();
    }
    let counted = |line: &str| line.ends_with("statements):") || line.ends_with("statements).");
    let lines = text.lines().map(|line| match line.rsplit_once(" (") {
        Some((caption, _)) if counted(line) => caption,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A snapshot that no step writes would go on telling what used to be true. A run
/// that writes the snapshots deletes it.
async fn every_snapshot_belongs_to_a_step(folder: &str, lessons: &[Lesson]) {
    let writes = writes_snapshots().await;
    let mut wrong = Vec::new();
    for lesson in lessons {
        let steps = (1..).zip(lesson.steps);
        let made: BTreeSet<_> = steps
            .map(|(number, step)| format!("{number:02}_{}.snap", step.name))
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
        wrong.extend(more.map(|name| format!("{folder}/{name} is superfluous")));
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
