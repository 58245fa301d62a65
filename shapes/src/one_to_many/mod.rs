//! Shapes of one-to-many.
#![allow(missing_docs, reason = "a plain column needs no comment")]

pub mod company_employee;

pub mod library_book;

pub mod student_classroom;

pub mod one_sided;

pub mod late_parent;

pub mod unique_target;

pub mod no_constraint;

pub mod staff_boss;

pub mod home_away;

pub mod composite_key;

pub mod chain;
