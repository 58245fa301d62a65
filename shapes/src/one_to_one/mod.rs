//! Shapes of one-to-one.
#![allow(missing_docs, reason = "a plain column needs no comment")]

pub mod country_capital;

pub mod person_passport;

pub mod doctor_office;

pub mod shared_key;

pub mod both_required;

pub mod successor;
