//! User and profile: one-to-one. The page is `one-to-one/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

/// What `cargo run -p one-to-one` can run.
pub const LESSONS: &[harness::Lesson] = &[harness::Lesson {
    name: "one-to-one",
    about: "A user has one profile.",
    tables: migrations::one_to_one::TABLES,
    steps: steps::STEPS,
}];
