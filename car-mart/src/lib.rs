//! Brand, model, car: one-to-many and many-to-one. The page is `car-mart/README.md`.

pub mod entity;

pub mod sample;

pub mod steps;

#[allow(missing_docs, reason = "a plain column needs no comment")]
pub mod parent_child;

use harness::{Lesson, Package, source};

/// What `cargo run -p car-mart` is.
pub const PACKAGE: Package = Package {
    name: "car-mart",
    lessons: LESSONS,
    moved: &["company-employee", "library-book", "student-classroom"],
    next: Some("one-to-one"),
    page: "car-mart/README.md",
};

/// What `cargo run -p car-mart` can run, the main lesson first.
pub const LESSONS: &[Lesson] = &[
    Lesson {
        name: "car-mart",
        about: "A brand has many models, and a model has many cars.",
        tables: migrations::car_mart::TABLES,
        sample: Some(source!("sample.rs")),
        steps: steps::STEPS,
    },
    parent_child::LESSON,
];
