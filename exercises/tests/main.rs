//! Each exercise is wrong as it stands and says so, and each solution is right,
//! on both databases.
//!
//! A snapshot is an exercise: its file, and what the reader sees. A reader who
//! edited the file is not compared with it, unless `EXERCISES=untouched`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

mod others;

mod runner;

use std::process::ExitCode;

use exercises::{
    Attempt, EXERCISES, Exercise, Failure, LESSON, Outcome, SHAPE_TABLES,
    Wrong, check,
};
use testing::{
    Kind, Test, TestDatabase, Trial, body, pages::quotes, read, saved, setting,
    snapshot, writes_snapshots,
};

const SNAPSHOTS: &str = "exercises/snapshots";

/// A database for the checks of one exercise.
struct Tried {
    database: TestDatabase,
    attempt: Attempt,
    exercise: &'static Exercise,
}

/// The exercise whose name ends like that.
fn exercise(name: &str) -> &'static Exercise {
    let named =
        |exercise: &&Exercise| exercise.name.split_once('_').unwrap().1 == name;
    EXERCISES.iter().find(named).expect("an exercise")
}

/// The text of the file that the reader edits.
fn file(exercise: &Exercise) -> String {
    read(format!("exercises/examples/{}.rs", exercise.name))
}

/// Whether the reader has changed the file. With `EXERCISES=untouched` nobody
/// may have.
fn edited(exercise: &Exercise) -> bool {
    let untouched =
        setting("EXERCISES").is_some_and(|value| value == "untouched");
    // A new exercise has no snapshot yet.
    let as_found = |snapshot: String| snapshot.contains(file(exercise).trim());
    !untouched && !saved(SNAPSHOTS, exercise.name).is_none_or(as_found)
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
    async fn wrong(
        &mut self,
        check: impl AsyncFn(&mut Attempt) -> Outcome,
    ) -> Option<Wrong> {
        match check(&mut self.attempt).await {
            Ok(()) => None,
            Err(Failure::Wrong(wrong)) => Some(wrong),
            Err(Failure::Database(error)) => {
                panic!("{}: {error}", self.exercise.name)
            }
        }
    }

    async fn right(&mut self, check: impl AsyncFn(&mut Attempt) -> Outcome) {
        if let Some(wrong) = self.wrong(check).await {
            panic!("{}: {}", self.exercise.name, wrong.text(80));
        }
    }

    /// The exercise as the reader finds it.
    async fn as_it_stands(
        &mut self,
        check: impl AsyncFn(&mut Attempt) -> Outcome,
    ) {
        let name = self.exercise.name;
        let wrong = self.wrong(check).await;
        let writes = writes_snapshots().await;
        if !writes && edited(self.exercise) {
            return;
        }
        let wrong =
            wrong.unwrap_or_else(|| panic!("{name} is solved as it stands"));
        if self.database.kind() == Kind::Postgres && !writes {
            let text = wrong.same_everywhere(80);
            assert!(body(SNAPSHOTS, name).contains(text.trim()), "{text}");
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
            snapshot(SNAPSHOTS, name, self.exercise.about, &text).await;
        }
    }
}

/// The files of an exercise and its solution, and a test of both on each
/// database: `file name: what the file has, more right answers;`.
macro_rules! exercises {
    ($($file:literal $name:ident: $($item:ident)::+ $(, $other:path)*;)+) => {
        /// What the reader edits.
        #[allow(dead_code, reason = "`main` is for the program that an exercise is alone")]
        #[path = "../examples"]
        mod attempts {
            $(#[path = $file] pub mod $name;)+
        }

        /// One right answer each.
        #[allow(dead_code, reason = "`main` is for the program that an exercise is alone")]
        #[path = "../solutions"]
        mod solutions {
            $(#[path = $file] pub mod $name;)+
        }

        fn exercises() -> Vec<Trial> {
            let mut trials = Vec::new();
            $(
                let test = async |kind: Kind| {
                    let mut tried = Tried::on(kind, stringify!($name)).await;
                    tried.as_it_stands(check::$name(attempts::$name::$($item)::+)).await;
                    tried.right(check::$name(solutions::$name::$($item)::+)).await;
                    $(tried.right(check::$name($other)).await;)*
                };
                trials.extend(test.trials(stringify!($name).to_owned()));
            )+
            trials
        }

        const TESTED: &[&str] = &[$($file),+];
    };
}

exercises! {
    "01_empty_list.rs" empty_list: brands;
    "02_orphan.rs" orphan: Migration;
    "03_n_plus_one.rs" n_plus_one: brands, others::brands_by_load_many;
    "04_limit.rs" limit: first, others::first_by_load_many;
    "05_empty_side.rs" empty_side: counts, others::counts_of_loaded;
    "06_average_of_nulls.rs" average_of_nulls: averages;
    "07_move_child.rs" move_child: move_model, others::move_by_update_many;
    "08_second_profile.rs" second_profile: profile::Entity;
    "09_missing_profile.rs" missing_profile: bios, others::bios_of_loaded;
    "10_replace_profile.rs" replace_profile: replace, others::delete_and_insert;
    "11_link_twice.rs" link_twice: link, others::link_through_via;
    "12_unlink.rs" unlink: unlink, others::keep_the_rest;
    "13_replace_all.rs" replace_all: replace, others::delete_and_insert_links;
    "14_other_end.rs" other_end: courses;
    "15_delete_too_much.rs" delete_too_much: student_course::Entity;
    "16_link_saved.rs" link_saved: link, others::link_with_ends;
    "17_grade_lost.rs" grade_lost: replace;
    "18_query_by_link.rs" query_by_link: graded, others::graded_from_links;
    "19_report.rs" report: report;
    "20_columns_added.rs" columns_added: Migration;
    "21_home_away.rs" home_away: games, others::games_of_both_lists;
    "22_tree.rs" tree: below, others::below_by_recursion;
    "23_followers.rs" followers: followers, others::followers_by_links;
    "24_chain.rs" chain: paintings, others::paintings_level_by_level;
}

fn every_exercise_is_tested() {
    let listed =
        EXERCISES.iter().map(|exercise| format!("{}.rs", exercise.name));
    assert_eq!(listed.collect::<Vec<_>>(), TESTED);
}

/// The tables that a check makes are dropped by the next one, whatever it needs.
fn the_tables_of_the_shapes_are_listed() {
    let names = ["chain", "followers", "home-away", "staff-boss"];
    let shapes = shapes::LESSONS.iter();
    for shape in shapes.filter(|shape| names.contains(&shape.name)) {
        for table in shape.tables {
            assert!(SHAPE_TABLES.contains(table), "{}: {table}", shape.name);
        }
    }
}

fn every_command_names_what_exists() {
    quotes::every_command_works("exercises", |arguments| {
        let name = match arguments {
            [] | ["list" | "watch"] => return None,
            ["hint" | "reset" | "watch", name] | [name] => name,
            _ => return Some(format!("it does not know {arguments:?}")),
        };
        exercises::runner::find(name)
            .is_none()
            .then(|| format!("there is no exercise {name}"))
    });
}

testing::tests![
    every_exercise_is_tested,
    the_tables_of_the_shapes_are_listed,
    every_command_names_what_exists,
    exercises,
    others::tests,
    runner::tests,
];

fn main() -> ExitCode {
    #[allow(unused_mut, reason = "only Unix has more")]
    let mut trials = tests();
    #[cfg(unix)]
    trials.extend(runner::unix::tests());
    testing::main(trials)
}
