//! Student and course: many-to-many through a bare join table. The page is `many-to-many-secondary/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

use harness::{Lesson, Package, source};

/// What `cargo run -p many-to-many-secondary` is.
pub const PACKAGE: Package = Package {
    name: "many-to-many-secondary",
    lessons: LESSONS,
    moved: &["author-book"],
    next: Some("many-to-many-association"),
    page: "many-to-many-secondary/README.md",
};

/// What `cargo run -p many-to-many-secondary` can run.
pub const LESSONS: &[Lesson] = &[Lesson {
    name: "many-to-many-secondary",
    about: "A student takes many courses, and a course has many students.",
    tables: migrations::many_to_many::TABLES,
    sample: Some(source!("sample.rs")),
    steps: steps::STEPS,
}];
