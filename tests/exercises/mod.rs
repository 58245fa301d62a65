//! Each exercise is wrong as it stands and says so, and each solution is right,
//! on both databases.
//!
//! A snapshot is an exercise: its file, and what the reader sees. A reader who
//! edited the file is not compared with it, unless `EXERCISES=untouched`.

/// What the reader edits.
#[allow(
    dead_code,
    reason = "`main` is for the program that an exercise is alone"
)]
#[rustfmt::skip] // its files are formatted where they are: 80 columns
mod attempts;

/// One right answer each.
#[allow(
    dead_code,
    reason = "`main` is for the program that an exercise is alone"
)]
#[rustfmt::skip] // its files are formatted where they are: 80 columns
mod solutions;

/// Other right answers, and answers that only look right.
mod others;

/// What the program prints and does to the reader's files.
mod runner;

use std::fs;

use ::exercises::{Attempt, EXERCISES, Exercise, Failure, LESSON, Outcome, Wrong, check};

use crate::support::{
    Kind, TestDatabase, body, both_databases, root, saved, setting, snapshot, writes_snapshots,
};

/// A database for the checks of one exercise.
struct Tried {
    database: TestDatabase,
    attempt: Attempt,
    exercise: &'static Exercise,
}

/// The exercise whose name ends like that.
fn exercise(name: &str) -> &'static Exercise {
    let named = |exercise: &&Exercise| exercise.name.split_once('_').unwrap().1 == name;
    EXERCISES.iter().find(named).expect("an exercise")
}

/// The text of the file that the reader edits.
fn file(exercise: &Exercise) -> String {
    let path = root().join(format!("exercises/examples/{}.rs", exercise.name));
    fs::read_to_string(path).unwrap()
}

/// Whether the reader has changed the file. With `EXERCISES=untouched` nobody
/// may have.
fn edited(exercise: &Exercise) -> bool {
    let untouched = setting("EXERCISES").is_some_and(|value| value == "untouched");
    // A new exercise has no snapshot yet.
    let as_found = |snapshot: String| snapshot.contains(file(exercise).trim());
    !untouched && !saved("exercises", exercise.name).is_none_or(as_found)
}

impl Tried {
    async fn on(kind: Kind, name: &str) -> Self {
        let database = TestDatabase::empty(kind).await;
        let attempt = Attempt::on(database.open(LESSON).await);
        Self {
            database,
            attempt,
            exercise: exercise(name),
        }
    }

    /// What differs; `None` if it is right.
    async fn wrong(&mut self, check: impl AsyncFn(&mut Attempt) -> Outcome) -> Option<Wrong> {
        match check(&mut self.attempt).await {
            Ok(()) => None,
            Err(Failure::Wrong(wrong)) => Some(wrong),
            Err(Failure::Database(error)) => panic!("{}: {error}", self.exercise.name),
        }
    }

    async fn right(&mut self, check: impl AsyncFn(&mut Attempt) -> Outcome) {
        if let Some(wrong) = self.wrong(check).await {
            panic!("{}: {}", self.exercise.name, wrong.text(80));
        }
    }

    /// The exercise as the reader finds it.
    async fn as_it_stands(&mut self, check: impl AsyncFn(&mut Attempt) -> Outcome) {
        let name = self.exercise.name;
        let wrong = self.wrong(check).await;
        let writes = writes_snapshots().await;
        if !writes && edited(self.exercise) {
            return;
        }
        let wrong = wrong.unwrap_or_else(|| panic!("{name} is solved as it stands"));
        if self.database.kind() == Kind::Postgres && !writes {
            let text = wrong.same_everywhere(80);
            assert!(body("exercises", name).contains(text.trim()), "{text}");
            return;
        }
        let file = file(self.exercise);
        let place = format!("// exercises/examples/{name}.rs");
        let shown = wrong.text(80);
        let text = format!(
            "```rust\n{place}\n{}\n```\n\n```text\n{}\n```",
            file.trim(),
            shown.trim()
        );
        if self.database.kind() == Kind::Sqlite {
            assert!(snapshot("exercises", name, self.exercise.about, &text).await);
        }
    }
}

/// Makes a test of an exercise and its solutions on each database:
/// `name: what the file has, more right answers;`.
macro_rules! exercises {
    ($($name:ident: $($item:ident)::+ $(, $other:path)*;)+) => {
        both_databases! {$(
            async fn $name(kind: Kind) {
                let mut tried = Tried::on(kind, stringify!($name)).await;
                tried.as_it_stands(check::$name(attempts::$name::$($item)::+)).await;
                tried.right(check::$name(solutions::$name::$($item)::+)).await;
                $(tried.right(check::$name($other)).await;)*
            }
        )+}

        const TESTED: &[&str] = &[$(stringify!($name)),+];
    };
}

exercises! {
    empty_list: brands;
    orphan: Migration;
    n_plus_one: brands, others::brands_by_load_many;
    limit: first, others::first_by_load_many;
    empty_side: counts, others::counts_of_loaded;
    average_of_nulls: averages;
    move_child: move_model, others::move_by_update_many;
    second_profile: profile::Entity;
    missing_profile: bios, others::bios_of_loaded;
    replace_profile: replace, others::delete_and_insert;
    link_twice: link, others::link_through_via;
    unlink: unlink, others::keep_the_rest;
    replace_all: replace, others::delete_and_insert_links;
    other_end: courses;
    delete_too_much: student_course::Entity;
    link_saved: link, others::link_with_ends;
    grade_lost: replace;
    query_by_link: graded, others::graded_from_links;
    report: report;
    columns_added: Migration;
    home_away: games, others::games_of_both_lists;
    tree: below, others::below_by_recursion;
    followers: followers, others::followers_by_links;
    chain: paintings, others::paintings_level_by_level;
}

#[test]
fn every_exercise_is_tested() {
    let names = EXERCISES
        .iter()
        .map(|exercise| exercise.name.split_once('_').unwrap().1);
    assert_eq!(names.collect::<Vec<_>>(), TESTED);
}
