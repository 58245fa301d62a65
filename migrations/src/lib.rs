//! [car_mart]: car_mart
//! [one_to_one]: one_to_one
//! [many_to_many]: many_to_many
//! [add_enrollment_columns]: ../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs
//! [database]: ../../../harness/src/database/mod.rs
//! [drift]: ../../../tests/lessons/migrations.rs
//! [down]: ../../../guide/traps.md#no-table-is-left-after-migratordown
//! [fresh]: ../../../guide/traps.md#a-table-is-gone-after-migratorfresh
//! [twice]: ../../../guide/traps.md#duplicate-key-value-violates-unique-constraint-pg_type_typname_nsp_index
//! [safety]: ../../../guide/safety.md
#![doc = include_str!("../README.md")]

/// Brand, model, car: a chain of two foreign keys. Start here.
pub mod car_mart;

/// User and profile: a foreign key that is UNIQUE.
pub mod one_to_one;

/// Student and course: a table of links, first bare, then with columns of its
/// own.
pub mod many_to_many;
