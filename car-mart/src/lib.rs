//! [car_brand]: entity::car_brand
//! [car_model]: entity::car_model
//! [car_info]: entity::car_info
//! [create_car_model]: ../../../migrations/src/car_mart/m20260101_000002_create_car_model.rs
//! [create_car_info]: ../../../migrations/src/car_mart/m20260101_000003_create_car_info.rs
//! [company_employee]: pairs::company_employee
//! [library_book]: pairs::library_book
//! [student_classroom]: pairs::student_classroom
//! [parent_child]: pairs::parent_child
//! [dictionary]: ../../../guide/dictionary.md
//! [speed]: ../../../guide/speed.md
//! [traps]: ../../../guide/traps.md
//! [despite_restrict]: ../../../guide/traps.md#a-delete-removes-the-children-although-the-foreign-keys-say-restrict
//! [not_loaded]: ../../../guide/traps.md#a-list-is-empty-although-there-are-rows
//! [loop]: ../../../guide/traps.md#one-statement-per-parent-n1
//! [limit]: ../../../guide/traps.md#limit-returns-too-few-parents
//! [join]: ../../../guide/traps.md#a-join-returns-no-column-of-the-other-table
//! [new_child]: ../../../guide/traps.md#primay-key-not-set-for-updateone
//! [average]: ../../../guide/traps.md#mismatched-types-rust-type--is-not-compatible-with-sql-type-numeric-avg
//! [index_step]: ../../../tests/snapshots/car-mart/11_index.snap
//! [a_materialized_view_takes_no_primary_key_and_no_not_null]: ../../../tests/claims/schema.rs
//! [a_related_by_hand_replaces_a_belongs_to]: ../../../tests/claims/related.rs
//! [no_action_waits_for_the_commit_and_restrict_does_not]: ../../../tests/claims/schema.rs
//! [sql_err]: ../../../guide/traps.md#sql_err-returns-none
//! [no_belongs_to]: ../../../guide/compile-errors.md#e0277-car_modelentity-relatedbrandentity-is-not-satisfied-at-a-has_many
//! [no_key]: ../../../guide/compile-errors.md#unknown-from-column-brandid
//! [refused_step]: ../../../tests/snapshots/car-mart/10_refused.snap
//! [which_delete_removes_what]: ../../../guide/dictionary.md#which-delete-removes-what
//! [without_idx_car_id_two_cars_share_a_car_id]: ../../../tests/claims/without.rs
//! [without_its_index_postgresql_reads_the_whole_table_for_a_foreign_key]: ../../../tests/claims/without.rs
//! [without_not_null_a_model_without_a_brand_is_stored]: ../../../tests/claims/without.rs
//! [without_restrict_the_default_rejects_the_delete_too]: ../../../tests/claims/without.rs
//! [without_the_foreign_key_brand_id_can_be_any_number]: ../../../tests/claims/without.rs
//! [without_the_unique_key_toyota_has_two_corollas]: ../../../tests/claims/without.rs
#![doc = include_str!("../README.md")]

pub mod entity;

pub mod sample;

pub mod steps;

pub mod pairs;

/// What `cargo run -p car-mart` can run, the main lesson first.
pub const CHAPTERS: &[harness::Chapter] = &[
    harness::Chapter {
        name: "car-mart",
        about: "A brand has many models, and a model has many cars.",
        tables: migrations::car_mart::TABLES,
        steps: steps::STEPS,
    },
    pairs::company_employee::CHAPTER,
    pairs::library_book::CHAPTER,
    pairs::student_classroom::CHAPTER,
    pairs::parent_child::CHAPTER,
];
