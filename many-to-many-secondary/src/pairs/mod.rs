//! A pair from real life in one file: entities, sample rows and steps.
//!
//! Its tables are created from the entities, without migrations.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod author_book;
