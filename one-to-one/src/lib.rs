//! User and profile: one-to-one. The page is `one-to-one/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

use harness::{Lesson, Package, source};

/// What `cargo run -p one-to-one` is.
pub const PACKAGE: Package = Package {
    name: "one-to-one",
    lessons: LESSONS,
    moved: &["country-capital", "person-passport", "doctor-office"],
    next: Some("many-to-many-secondary"),
    page: "one-to-one/README.md",
};

/// What `cargo run -p one-to-one` can run.
pub const LESSONS: &[Lesson] = &[Lesson {
    name: "one-to-one",
    about: "A user has one profile.",
    tables: migrations::one_to_one::TABLES,
    sample: Some(source!("sample.rs")),
    steps: steps::STEPS,
}];
