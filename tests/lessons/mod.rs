//! Every lesson on both databases against its snapshots.
//!
//! A snapshot is one step: its words, its code, the SQL and the rows. SQL and
//! the database's own words are PostgreSQL's; the run on SQLite must give the
//! same words, code and rows, with as many statements.

/// What a step shows is what it calls, and fits half a screen.
mod code;

/// The three forms of the data mart give the same rows, whatever is in the tables.
mod data_mart;

/// The outputs that the document promises, asserted literally.
mod document;

/// Up, down, up; and the tables that migrations create are those that the
/// entities declare.
mod migrations;

/// No read costs a statement per row: 500 parents are read in as many
/// statements as 5.
mod statements;

use std::{collections::BTreeSet, fs, path::PathBuf};

use harness::{
    Chapter, Lesson, Part, Record, Step,
    render::{self, Form, Show},
};
use sea_orm::DatabaseConnection;

use crate::support::{
    GET_18, Kind, TestDatabase, difference, file_names, root, snapshot, writes_snapshots,
};

/// The lessons of the four main crates, in reading order.
pub const CHAPTERS: &[&[Chapter]] = &[
    car_mart::CHAPTERS,
    one_to_one::CHAPTERS,
    many_to_many_secondary::CHAPTERS,
    many_to_many_association::CHAPTERS,
];

/// Those, and the lessons of the crate `shapes`.
pub fn chapters() -> Vec<Chapter> {
    let mut chapters = CHAPTERS.concat();
    chapters.extend(shapes::chapters());
    chapters
}

/// The folders of the shapes' lessons.
const SHAPES: [&str; 3] = ["one_to_many", "one_to_one", "many_to_many"];

/// The file of a shape's lesson, from the root of the workspace.
pub fn shape_file(name: &str) -> String {
    let name = name.replace('-', "_");
    let mut files = SHAPES
        .map(|folder| format!("shapes/src/{folder}/{name}.rs"))
        .into_iter();
    let file = files.find(|file| root().join(file).exists());
    file.expect("a shape's file")
}

/// Runs a lesson in a database of its own.
pub async fn record(chapter: &Chapter, kind: Kind) -> Lesson {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open(chapter.name).await;
    run(chapter, &mut db).await
}

/// Runs all steps of a lesson.
pub async fn run(chapter: &Chapter, db: &mut DatabaseConnection) -> Lesson {
    let name = chapter.name;
    let begun = chapter.begin(db).await;
    let mut lesson = begun.unwrap_or_else(|error| panic!("{name}, at its begin: {error}"));
    for step in chapter.steps {
        run_step(name, step, &mut lesson, db).await;
    }
    let ended = chapter.end(db).await;
    ended.unwrap_or_else(|error| panic!("{name}, at its end: {error}"));
    lesson
}

/// Runs a step. If it fails, the message names it.
pub async fn run_step(name: &str, step: &Step, lesson: &mut Lesson, db: &DatabaseConnection) {
    let ran = lesson.run(step, db).await;
    ran.unwrap_or_else(|error| panic!("the step {name}/{}: {error}", step.name));
}

/// What must be the same on both databases. The number of statements too, unless
/// the step's words say that the statements differ.
fn common(record: &Record) -> String {
    let show = Show {
        code: true,
        ..Show::default()
    };
    let text = render::step(record, Form::Markdown, show);
    if !(record.words.contains("SQLite") && record.words.contains("statement")) {
        return text;
    }
    let counted = |line: &str| line.ends_with("statements):") || line.ends_with("statements).");
    let lines = text.lines().map(|line| match line.rsplit_once(" (") {
        Some((caption, _)) if counted(line) => caption,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_step_shows_what_its_snapshot_shows_on_both_databases() {
    let mut wrong = Vec::new();
    for chapter in &chapters() {
        let postgres = record(chapter, Kind::Postgres).await;
        let sqlite = record(chapter, Kind::Sqlite).await;
        for (postgres, sqlite) in postgres.records().iter().zip(sqlite.records()) {
            let name = format!("{:02}_{}", postgres.number, postgres.name);
            let differs = difference(&common(postgres), &common(sqlite));
            if !differs.is_empty() {
                println!("{}/{name}: - PostgreSQL, + SQLite\n{differs}", chapter.name);
                wrong.push(format!("{}/{name} on SQLite", chapter.name));
            }
            let show = Show {
                code: true,
                sql: true,
                words: Some("PostgreSQL 18"),
                ..Show::default()
            };
            let text = render::step(postgres, Form::Markdown, show);
            if !snapshot(chapter.name, &name, &postgres.title, &text).await {
                wrong.push(format!("{}/{name}", chapter.name));
            }
        }
        if writes_snapshots().await {
            // All that belong to a step are written now.
            let (folder, found, made) = snapshots(chapter);
            for name in found.difference(&made) {
                fs::remove_file(folder.join(name)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "differ, as shown above: {wrong:#?}");
}

/// The folder of a lesson's snapshots, the files in it, and those that its steps
/// write.
fn snapshots(chapter: &Chapter) -> (PathBuf, BTreeSet<String>, BTreeSet<String>) {
    let folder = root().join("tests/snapshots").join(chapter.name);
    let found = file_names(&folder);
    let steps = (1..).zip(chapter.steps);
    let made = steps.map(|(number, step)| format!("{number:02}_{}.snap", step.name));
    (folder, found, made.collect())
}

/// A snapshot that no step writes would go on telling what used to be true. A run
/// that writes the snapshots deletes it.
#[tokio::test]
async fn every_snapshot_of_a_lesson_belongs_to_a_step() {
    if writes_snapshots().await {
        return;
    }
    let mut wrong = Vec::new();
    for chapter in &chapters() {
        let (_, found, made) = snapshots(chapter);
        let file = |name| format!("tests/snapshots/{}/{name}", chapter.name);
        wrong.extend(
            made.difference(&found)
                .map(|name| format!("{} is missing", file(name))),
        );
        wrong.extend(
            found
                .difference(&made)
                .map(|name| format!("{} is superfluous", file(name))),
        );
    }
    assert!(
        wrong.is_empty(),
        "{wrong:#?}; run INSTA_UPDATE=always cargo test -p tests lessons:: on PostgreSQL 18. \
         {GET_18}"
    );
}

/// A step that shows nothing but words teaches no API.
#[tokio::test]
async fn every_step_shows_code_and_what_came_of_it() {
    for chapter in &chapters() {
        let lesson = record(chapter, Kind::Sqlite).await;
        for step in lesson.records() {
            let code = step.parts.iter().any(|part| matches!(part, Part::Code(_)));
            let outcome = step
                .parts
                .iter()
                .any(|part| matches!(part, Part::Outcome(_)));
            assert!(
                code && outcome && !step.words.is_empty(),
                "{}, step {}",
                chapter.name,
                step.name
            );
        }
    }
}

/// The pictures of a lesson's tables consist of the columns that its steps show.
#[tokio::test]
async fn every_table_of_a_lesson_is_shown_by_a_step() {
    let mut wrong = Vec::new();
    for chapter in &chapters() {
        let lesson = record(chapter, Kind::Sqlite).await;
        let parts = lesson.records().iter().flat_map(|step| &step.parts);
        let captions: BTreeSet<_> = parts
            .filter_map(|part| match part {
                Part::Outcome(outcome) => Some(outcome.caption.as_str()),
                Part::Code(_) => None,
            })
            .collect();
        for table in chapter.tables {
            if *table != "seaql_migrations" && !captions.contains(&*format!("Table {table}")) {
                wrong.push(format!("{}: {table}", chapter.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "no step calls `lesson.columns` with the entity of {wrong:#?}"
    );
}
