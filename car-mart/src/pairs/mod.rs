//! Pairs from real life, one file each: entities, sample rows and steps.
//!
//! Their tables are created from the entities, without migrations. They differ
//! in how they are read and written, and in what a delete does to the many.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod company_employee;

pub mod library_book;

pub mod student_classroom;

pub mod parent_child;
