//! Every lesson on both databases against its snapshots.
//!
//! A snapshot is one step's tables; it is the same on both databases. The SQL of the step and the
//! database's own words stand in a second snapshot, taken on PostgreSQL.

use std::{collections::BTreeSet, fs, path::Path};

use lesson::{
    Chapter, Lesson, Step,
    render::{self, Form, Show},
};

use crate::{
    databases::{Kind, TestDatabase, both_databases},
    migrations,
};

/// Every lesson of every crate, in reading order.
pub const CHAPTERS: &[&[Chapter]] = &[
    car_mart::CHAPTERS,
    one_to_one::CHAPTERS,
    many_to_many_secondary::CHAPTERS,
    many_to_many_association::CHAPTERS,
];

async fn record(chapter: &Chapter, kind: Kind) -> Lesson {
    let database = TestDatabase::new(kind).await;
    let mut db = database.open(chapter.name).await;
    let mut lesson = Lesson::default();
    chapter
        .run(&mut db, &mut lesson)
        .await
        .expect("the lesson runs to its end");
    lesson
}

/// The name of a step's snapshot: `car_mart__04_read`.
fn name(chapter: &Chapter, number: usize, step: &Step) -> String {
    let words: Vec<_> = step
        .title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!(
        "{}__{number:02}_{}",
        chapter.name.replace('-', "_"),
        words.join("_")
    )
}

/// Compares a text with the snapshot of that name.
pub fn compare(name: &str, description: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(description);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

both_databases! {
    async fn every_step_shows_the_tables_of_its_snapshot(kind: Kind) {
        let tables = Show { tables: true, ..Show::default() };
        let sql = Show { sql: true, words: true, ..Show::default() };
        for chapter in CHAPTERS.iter().copied().flatten() {
            let lesson = record(chapter, kind).await;
            for (number, step) in (1..).zip(lesson.steps()) {
                let name = name(chapter, number, step);
                compare(&name, &step.title, &render::step(step, Form::Markdown, tables));
                if kind == Kind::Postgres {
                    let description = format!("{}: SQL and words of PostgreSQL", step.title);
                    let text = render::step(step, Form::Markdown, sql);
                    compare(&format!("{name}_sql"), &description, &text);
                }
            }
        }
    }
}

/// A snapshot that no step makes any more would go on telling what used to be true. Those of the
/// traps and of the migrations are no lesson's: `traps::page` looks after the first, and of the second
/// there is one to each crate.
#[tokio::test]
async fn every_snapshot_of_a_lesson_belongs_to_a_step() {
    let migrations = |chapters: &&[Chapter]| migrations::snapshot(chapters[0].name) + ".snap";
    let mut made: BTreeSet<_> = CHAPTERS.iter().map(migrations).collect();
    for chapter in CHAPTERS.iter().copied().flatten() {
        let lesson = record(chapter, Kind::Sqlite).await;
        for (number, step) in (1..).zip(lesson.steps()) {
            let name = name(chapter, number, step);
            made.insert(format!("{name}_sql.snap"));
            made.insert(format!("{name}.snap"));
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/snapshots");
    let found: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("traps__"))
        .collect();
    assert_eq!(found, made);
}
