//! [user]: entity::user
//! [profile]: entity::profile
//! [steps]: steps
//! [create_profile]: ../../../migrations/src/one_to_one/m20260101_000002_create_profile.rs
//! [traps]: ../../../TRAPS.md
//! [not_loaded]: ../../../tests/it/snapshots/traps__a_relation_that_was_not_loaded_looks_empty.snap
//! [second_profile]: ../../../tests/it/snapshots/traps__a_second_profile_reads_the_user_twice.snap
//! [new_child]: ../../../tests/it/snapshots/traps__updating_a_brand_with_a_new_model_says_primary_key_not_set.snap
#![doc = include_str!("../README.md")]

/// The two tables and both directions of their relationship. Read `profile` first: it has the
/// foreign key.
pub mod entity;

/// The rows that the lesson starts with.
pub mod sample;

/// What can be done with the relationship: one function each.
pub mod steps;

/// The steps in order, and what they tell.
pub mod lesson;

/// Pairs from real life, one file each.
pub mod real_life;

/// What `cargo run -p one-to-one` can run, the main lesson first.
pub const CHAPTERS: &[::lesson::Chapter] = &[
    ::lesson::Chapter {
        name: "one-to-one",
        about: "One profile to one user.",
        run: |db, lesson| Box::pin(lesson::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "country-capital",
        about: "One capital to one country.",
        run: |db, lesson| Box::pin(real_life::country_capital::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "person-passport",
        about: "One passport to one person.",
        run: |db, lesson| Box::pin(real_life::person_passport::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "doctor-office",
        about: "One office to one doctor, or to none.",
        run: |db, lesson| Box::pin(real_life::doctor_office::run(db, lesson)),
    },
];
