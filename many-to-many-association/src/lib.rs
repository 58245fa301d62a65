//! Student and course: many-to-many with a date and a grade on each link. The page is `many-to-many-association/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

use harness::{Lesson, Package, source};

/// What `cargo run -p many-to-many-association` is.
pub const PACKAGE: Package = Package {
    name: "many-to-many-association",
    lessons: LESSONS,
    moved: &["patient-doctor"],
    next: Some("exercises"),
    page: "many-to-many-association/README.md",
};

/// What `cargo run -p many-to-many-association` can run.
pub const LESSONS: &[Lesson] = &[Lesson {
    name: "many-to-many-association",
    about: "The same links, with a date and a grade on each.",
    tables: migrations::many_to_many::TABLES,
    sample: Some(source!("sample.rs")),
    steps: steps::STEPS,
}];
