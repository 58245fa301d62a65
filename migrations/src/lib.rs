//! The schema, which is the first chapter: a relationship is a foreign key before it is anything
//! else. Read one lesson's migrations in the order of their numbers; each key, each unique index
//! and each delete rule says why it is there.
//!
//! ```sh
//! export DATABASE_URL=postgres://user:password@localhost/dbname
//! cargo run -p migrations -- car-mart up      # status, down, fresh
//! ```
//!
//! Each lesson has a `Migrator` of its own and, on PostgreSQL, a schema of its own (see
//! [`database`]), so that no table of one lesson meets a table of another, or one of yours.

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
