//! Shapes of one-to-many.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod one_sided;

pub mod late_parent;

pub mod unique_target;

pub mod no_constraint;

pub mod staff_boss;

pub mod home_away;

pub mod composite_key;

pub mod chain;

use harness::Chapter;

/// The lessons, in reading order.
pub const CHAPTERS: &[Chapter] = &[
    one_sided::CHAPTER,
    late_parent::CHAPTER,
    unique_target::CHAPTER,
    no_constraint::CHAPTER,
    staff_boss::CHAPTER,
    home_away::CHAPTER,
    composite_key::CHAPTER,
    chain::CHAPTER,
];
