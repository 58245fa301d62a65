//! The lessons in SQLAlchemy: what they recorded, beside the steps in SeaORM.

use testing::{pages, sqlalchemy};
use tests::LESSONS;

fn every_step_changes_and_returns_the_same_in_sqlalchemy_or_says_why_not() {
    sqlalchemy::every_step_has_a_twin(&LESSONS.concat());
}

fn every_record_shows_its_file() {
    sqlalchemy::every_record_shows_its_file();
}

/// A table for each lesson, a line for each step.
fn pages_index_is_fresh() {
    let text = sqlalchemy::index(&LESSONS.concat());
    pages::is_fresh("python/snapshots/README.md", &text);
}

testing::tests![
    every_step_changes_and_returns_the_same_in_sqlalchemy_or_says_why_not,
    every_record_shows_its_file,
    pages_index_is_fresh,
];
