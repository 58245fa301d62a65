//! [user]: entity::user
//! [profile]: entity::profile
//! [create_profile]: ../../../migrations/src/one_to_one/m20260101_000002_create_profile.rs
//! [country_capital]: pairs::country_capital
//! [person_passport]: pairs::person_passport
//! [doctor_office]: pairs::doctor_office
//! [traps]: ../../../guide/traps.md
//! [not_loaded]: ../../../guide/traps.md#a-list-is-empty-although-there-are-rows
//! [second_profile]: ../../../guide/traps.md#has_one-reads-a-row-twice
//! [new_child]: ../../../guide/traps.md#primay-key-not-set-for-updateone
//! [no_belongs_to]: ../../../guide/compile-errors.md#e0277-car_modelentity-relatedbrandentity-is-not-satisfied-at-a-has_many
//! [no_field]: ../../../guide/compile-errors.md#e0599-no-method-named-add_model-found-for-struct-brandactivemodelex
//! [refused_step]: ../../../tests/snapshots/one-to-one/08_refused.snap
//! [without_cascade_a_user_with_a_profile_cant_be_deleted]: ../../../tests/claims/without.rs
//! [without_not_null_profiles_without_a_user_are_stored]: ../../../tests/claims/without.rs
//! [without_the_foreign_key_user_id_can_be_any_number]: ../../../tests/claims/without.rs
#![doc = include_str!("../README.md")]

pub mod entity;

pub mod sample;

pub mod steps;

pub mod pairs;

/// What `cargo run -p one-to-one` can run, the main lesson first.
pub const CHAPTERS: &[harness::Chapter] = &[
    harness::Chapter {
        name: "one-to-one",
        about: "A user has one profile.",
        tables: migrations::one_to_one::TABLES,
        steps: steps::STEPS,
    },
    pairs::country_capital::CHAPTER,
    pairs::person_passport::CHAPTER,
    pairs::doctor_office::CHAPTER,
];
