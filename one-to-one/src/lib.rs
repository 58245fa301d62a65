//! User and profile: one-to-one. The page is `one-to-one/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

use harness::{Lesson, source};

/// What `cargo run -p one-to-one` can run.
pub const LESSONS: &[Lesson] = &[Lesson {
    name: "one-to-one",
    about: "A user has one profile.",
    tables: migrations::one_to_one::TABLES,
    sample: Some(source!("sample.rs")),
    steps: steps::STEPS,
}];
