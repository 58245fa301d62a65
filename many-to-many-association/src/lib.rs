//! [student]: entity::student
//! [student_course]: entity::student_course
//! [entity]: entity
//! [link]: steps::link
//! [give_a_grade]: steps::give_a_grade
//! [patient_doctor]: pairs::patient_doctor
//! [create_student_course]: ../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs
//! [add_enrollment_columns]: ../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs
//! [secondary]: ../../../many-to-many-secondary/README.md
//! [traps]: ../../../guide/traps.md
//! [save_link]: ../../../guide/traps.md#none-of-the-records-are-updated-a-new-link
//! [grades]: ../../../guide/traps.md#replace_all-deletes-the-links-own-data
//! [null_on_link]: ../../../guide/traps.md#violates-not-null-constraint-a-link
//! [a_not_null_column_without_a_default_cant_be_added_to_rows]: ../../../tests/claims/without.rs
//! [no_field]: ../../../guide/compile-errors.md#e0599-no-method-named-add_model-found-for-struct-brandactivemodelex
#![doc = include_str!("../README.md")]

pub mod entity;

pub mod sample;

pub mod steps;

pub mod pairs;

/// What `cargo run -p many-to-many-association` can run, the main lesson first.
pub const CHAPTERS: &[harness::Chapter] = &[
    harness::Chapter {
        name: "many-to-many-association",
        about: "The same links, with a date and a grade on each.",
        tables: migrations::many_to_many::TABLES,
        steps: steps::STEPS,
    },
    pairs::patient_doctor::CHAPTER,
];
