//! [student]: entity::student
//! [course]: entity::course
//! [student_course]: entity::student_course
//! [link]: steps::link
//! [link_from_the_course]: steps::link_from_the_course
//! [replace_all]: steps::replace_all
//! [unlink]: steps::unlink
//! [author_book]: pairs::author_book
//! [create_student_course]: ../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs
//! [association]: ../../../many-to-many-association/README.md
//! [traps]: ../../../guide/traps.md
//! [four_types]: ../../../guide/dictionary.md#which-of-the-four-types-do-i-have
//! [not_loaded]: ../../../guide/traps.md#a-list-is-empty-although-there-are-rows
//! [removed]: ../../../guide/traps.md#a-row-that-was-removed-from-a-list-is-still-there
//! [no_belongs_to]: ../../../guide/compile-errors.md#e0277-car_modelentity-relatedbrandentity-is-not-satisfied-at-a-has_many
//! [no_field]: ../../../guide/compile-errors.md#e0599-no-method-named-add_model-found-for-struct-brandactivemodelex
//! [without_cascade_a_student_with_a_course_cant_be_deleted]: ../../../tests/claims/without.rs
//! [without_foreign_keys_a_link_names_who_doesnt_exist]: ../../../tests/claims/without.rs
//! [without_its_index_postgresql_reads_all_links_of_many_students]: ../../../tests/claims/without.rs
//! [without_the_primary_key_a_link_is_stored_twice_and_via_fails]: ../../../tests/claims/without.rs
#![doc = include_str!("../README.md")]

pub mod entity;

pub mod sample;

pub mod steps;

pub mod pairs;

/// What `cargo run -p many-to-many-secondary` can run, the main lesson first.
pub const CHAPTERS: &[harness::Chapter] = &[
    harness::Chapter {
        name: "many-to-many-secondary",
        about: "A student takes many courses, and a course has many students.",
        tables: migrations::many_to_many::TABLES,
        steps: steps::STEPS,
    },
    pairs::author_book::CHAPTER,
];
