//! No read costs a statement per row: with 500 more parents each read sends as
//! many statements as before.

use harness::{Lesson, Outcome, Recorder, Step};
use libtest_mimic::Trial;
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};

use crate::{Kind, Test, TestDatabase, lessons::run_step};

/// The reads of a lesson, and more rows for them.
pub struct Reads {
    /// The lesson's name.
    pub lesson: &'static str,
    /// The steps that read. Each runs twice, so it may not write.
    pub steps: &'static [&'static str],
    /// A table with its columns, and their values for each `i` from 101 to 600.
    pub more: &'static [(&'static str, &'static str)],
}

/// A test of each lesson on each database, and one that no lesson is left out.
pub(crate) fn trials(lessons: &[Lesson], all: &'static [Reads]) -> Vec<Trial> {
    let names: Vec<_> = lessons.iter().map(|lesson| lesson.name).collect();
    let listed = move || {
        let read: Vec<_> = all.iter().map(|reads| reads.lesson).collect();
        assert_eq!(names, read);
    };
    let mut trials =
        listed.trials("statements::every_lesson_is_listed".to_owned());
    for lesson in lessons {
        let Some(reads) = all.iter().find(|reads| reads.lesson == lesson.name)
        else {
            continue;
        };
        let lesson = *lesson;
        let test = move |kind| async move { check(reads, &lesson, kind).await };
        trials.extend(test.trials(format!("statements::{}", lesson.name)));
    }
    trials
}

/// Inserts the rows, all or none: two tables that require each other's rows
/// are checked at the end.
async fn grow(reads: &Reads, db: &DatabaseConnection) {
    let transaction = db.begin().await.unwrap();
    for (table, values) in reads.more {
        let rows = "WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 600)";
        let insert =
            format!("INSERT INTO {table} {rows} SELECT {values} FROM n");
        let inserted = transaction.execute_unprepared(&insert).await;
        inserted.unwrap_or_else(|error| {
            panic!("{}, 500 more of {table}: {error}", reads.lesson)
        });
    }
    transaction.commit().await.unwrap();
}

/// Runs a read step, and returns how many statements it sent and how many rows
/// its largest table has.
async fn read(
    lesson: &Lesson,
    name: &str,
    recorder: &mut Recorder,
) -> (usize, usize) {
    let step = step(lesson, name);
    run_step(lesson.name, &step, recorder).await.unwrap();
    let outcomes = recorder.records().last().unwrap().outcomes();
    let rows = |outcome: &Outcome| {
        let table = outcome.table.as_ref().map_or(0, |table| table.rows.len());
        table.max(outcome.lines.len())
    };
    outcomes.fold((0, 0), |(statements, most), outcome| {
        (statements + outcome.statements.len(), most.max(rows(outcome)))
    })
}

fn step(lesson: &Lesson, name: &str) -> Step {
    let mut steps = lesson.steps.iter();
    let found = steps.find(|step| step.name() == name);
    *found.unwrap_or_else(|| panic!("{} has no step {name}", lesson.name))
}

/// Runs the reads of a lesson before and after it grows.
async fn check(reads: &Reads, lesson: &Lesson, kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut db = database.open(lesson.name).await;
    let mut recorder = lesson.begin(&mut db).await.unwrap();
    let first = reads.steps[0];
    for step in lesson.steps.iter().take_while(|step| step.name() != first) {
        run_step(lesson.name, step, &mut recorder).await.unwrap();
    }
    let mut few = Vec::new();
    for name in reads.steps {
        few.push(read(lesson, name, &mut recorder).await);
    }
    grow(reads, &db).await;
    for (name, few) in reads.steps.iter().zip(few) {
        let many = read(lesson, name, &mut recorder).await;
        assert_eq!(many.0, few.0, "{name}: statements after and before");
        // No row is lost or read twice: a read sees 500 new rows, or 1000 where
        // two inserts add to what it reads.
        let new = many.1 - few.1;
        assert!(matches!(new, 500 | 1000), "{name}: {new} new rows");
    }
}
