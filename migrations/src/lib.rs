//! [car_mart]: car_mart
//! [one_to_one]: one_to_one
//! [many_to_many]: many_to_many
//! [add_enrollment_columns]: ../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs
//! [database]: database
//! [drift]: ../../../tests/it/migrations.rs
//! [down]: ../../../tests/it/snapshots/traps__down_without_a_number_rolls_back_everything.snap
//! [fresh]: ../../../tests/it/snapshots/traps__fresh_drops_the_tables_of_others.snap
//! [twice]: ../../../tests/it/snapshots/traps__migrating_twice_at_once_says_duplicate_key.snap
//! [safety]: ../../../SAFETY.md
#![doc = include_str!("../README.md")]

/// Brand, model, car: a chain of two foreign keys. Start here.
pub mod car_mart;

/// User and profile: a foreign key that is UNIQUE.
pub mod one_to_one;

/// Student and course: a table of links, first bare, then with columns of its own.
pub mod many_to_many;

/// From a URL to a database in which one lesson is alone.
pub mod database;

/// What the programs of this workspace share in reading arguments and reporting errors.
pub mod cli;

/// Every table and view that a lesson makes. In a lesson's schema or file, anything of another name
/// is the reader's: the next run refuses to work there instead of dropping it.
#[rustfmt::skip] // One line a lesson.
pub const TABLES: &[&str] = &[
    // What sea-orm-migration writes down.
    "seaql_migrations",
    // The four lessons.
    "car_brand", "car_model", "car_info", "data_mart",
    "user", "profile",
    "student", "course", "student_course",
    // The pairs from real life, whose tables are made from their entities.
    "company", "employee",
    "library", "book",
    "classroom",
    "parent_table", "child_table",
    "country", "capital",
    "person", "passport",
    "doctor", "office",
    "author", "authorship",
    "patient", "visit",
];
