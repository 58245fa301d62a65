//! Pairs from real life, one file each: entities, sample rows and steps.
//!
//! Their tables are created from the entities, without migrations.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod country_capital;

pub mod person_passport;

pub mod doctor_office;
