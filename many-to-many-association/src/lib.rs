//! [student]: entity::student
//! [student_course]: entity::student_course
//! [create_student_course]: ../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs
//! [add_enrollment_columns]: ../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs
//! [traps]: ../../../TRAPS.md
//! [save_link]: ../../../tests/it/snapshots/traps__saving_a_new_enrollment_says_record_not_updated.snap
//! [grades]: ../../../tests/it/snapshots/traps__replacing_courses_through_via_deletes_grades.snap
//! [null_on_link]: ../../../tests/it/snapshots/traps__adding_a_course_through_via_says_null_value_in_a_column_of_the_link.snap
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

/// What `cargo run -p many-to-many-association` can run, the main lesson first.
pub const CHAPTERS: &[::lesson::Chapter] = &[
    ::lesson::Chapter {
        name: "many-to-many-association",
        about: "The same links with a date and a grade on each.",
        run: |db, lesson| Box::pin(lesson::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "patient-doctor",
        about: "Visits between patients and doctors, each with a date and a reason.",
        run: |db, lesson| Box::pin(real_life::patient_doctor::run(db, lesson)),
    },
];
