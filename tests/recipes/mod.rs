//! Questions that no lesson answers, each with code that ran.
//!
//! A recipe is a step, as a lesson has it, over sample rows that are there
//! already. Its snapshot is a section of `guide/recipes.md`, and its title is
//! the heading of that section.

// See and count the statements.
mod count_statements;
mod see_every_statement;

// Write.
mod copy;
mod detach_and_replace;
mod insert_in_chunks;
mod insert_or_update;
mod soft_delete;
mod transactions;

// Read trees.
mod at_most_n_children;
mod filter_children;
mod filter_parents;
mod many_parents;
mod page_parents;
mod three_levels;

// Read numbers.
mod count_children;
mod sum_of_a_bigint;

// Types.
mod enum_and_json;
mod json;
mod method_on_both;
mod reuse_filters;

// Forms of SeaORM 1.x beside those of 2.0.
mod from_1x;

use std::fs;

use harness::{
    Chapter, Lesson, Part, Step,
    render::{self, Form, Show},
};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::{
    lessons::run_step,
    support::{Kind, TestDatabase, difference, fits, root, snapshot},
};

/// PostgreSQL comes first: its statements are in the snapshot.
const BOTH: [Kind; 2] = [Kind::Postgres, Kind::Sqlite];

/// Runs `recipe` over the rows of `prepare` on each of `kinds`, and compares
/// what it shows with its snapshot. Every database must give the same code and
/// rows in as many statements.
async fn run(
    recipe: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DatabaseConnection) -> Result<(), DbErr>,
) {
    run_into("recipes", recipe, kinds, prepare).await;
}

/// The same with its snapshot in another folder.
async fn run_into(
    folder: &str,
    recipe: &[Step],
    kinds: &[Kind],
    prepare: impl AsyncFn(&DatabaseConnection) -> Result<(), DbErr>,
) {
    let [step] = recipe else {
        panic!("a recipe is one step");
    };
    let mut texts = Vec::new();
    for kind in kinds {
        let database = TestDatabase::empty(*kind).await;
        let mut db = database.open("recipes").await;
        let chapter = Chapter {
            name: "recipes",
            about: "",
            // The database is new.
            tables: &[],
            steps: &[],
        };
        let mut lesson = chapter.begin(&mut db).await.unwrap();
        prepare(&db).await.unwrap();
        run_step(folder, step, &mut lesson, &db).await;
        check(&lesson);
        texts.push(text(&lesson, false));
        if texts.len() == 1 {
            let title = &lesson.records()[0].title;
            let text = text(&lesson, true);
            assert!(snapshot(folder, step.name, title, &text).await);
            // insta doesn't compare descriptions, and the page's headings do.
            let file = root().join(format!("tests/snapshots/{folder}/{}.snap", step.name));
            let saved = insta::Snapshot::from_file(&file).unwrap();
            assert_eq!(saved.metadata().description(), Some(title.as_str()));
        }
    }
    for text in &texts {
        assert_eq!(
            difference(&texts[0], text),
            "",
            "{}: - first, + other",
            step.name
        );
    }
}

/// The recipe as Markdown.
fn text(lesson: &Lesson, sql: bool) -> String {
    let show = Show {
        code: true,
        sql,
        ..Show::default()
    };
    render::step(&lesson.records()[0], Form::Markdown, show)
}

/// What is shown fits half a screen, and the step calls it.
fn check(lesson: &Lesson) {
    for part in &lesson.records()[0].parts {
        let Part::Code(code) = part else { continue };
        let place = format!("{}:{}", code.path, code.line);
        fits(code, false);
        let head = code.text.split_once("fn ");
        let Some((_, rest)) = head.filter(|(before, _)| !before.contains('{')) else {
            continue;
        };
        assert!(code.text.lines().count() <= 25, "{place}: too long");
        let name = rest.split(['(', '<']).next().unwrap();
        let source = fs::read_to_string(root().join(&code.path)).unwrap();
        let calls = source.matches(&format!("{name}(")).count();
        assert!(calls > 1, "{place}: {name} is shown and not called");
    }
}

/// The tables and the sample rows of the lesson car-mart.
async fn cars(db: &DatabaseConnection) -> Result<(), DbErr> {
    migrations::car_mart::Migrator::up(db, None).await?;
    car_mart::steps::create::create(db).await
}

/// `db` without what records its statements: there are too many to show.
fn unrecorded(db: &DatabaseConnection) -> DatabaseConnection {
    let mut db = db.clone();
    db.set_metric_callback(|_| {});
    db
}
