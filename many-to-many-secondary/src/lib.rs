//! [student]: entity::student
//! [course]: entity::course
//! [student_course]: entity::student_course
//! [create_student_course]: ../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs
//! [association]: ../../../many-to-many-association/README.md
//! [traps]: ../../../TRAPS.md
//! [not_loaded]: ../../../tests/it/snapshots/traps__a_relation_that_was_not_loaded_looks_empty.snap
//! [removed]: ../../../tests/it/snapshots/traps__removing_from_a_loaded_list_and_saving_removes_nothing.snap
//! [save_link]: ../../../tests/it/snapshots/traps__saving_a_new_enrollment_says_record_not_updated.snap
//! [steps]: steps
#![doc = include_str!("../README.md")]

/// The three tables and both directions of the relationship. Read `student_course` first: it has
/// both foreign keys.
pub mod entity;

/// The rows that the lesson starts with.
pub mod sample;

/// What can be done with the relationship: one function each.
pub mod steps;

/// The steps in order, and what they tell.
pub mod lesson;

/// A pair from real life, in one file.
pub mod real_life;

/// What `cargo run -p many-to-many-secondary` can run, the main lesson first.
pub const CHAPTERS: &[::lesson::Chapter] = &[
    ::lesson::Chapter {
        name: "many-to-many-secondary",
        about: "Many courses to a student, many students to a course.",
        run: |db, lesson| Box::pin(lesson::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "author-book",
        about: "Many authors to a book, many books to an author.",
        run: |db, lesson| Box::pin(real_life::author_book::run(db, lesson)),
    },
];
