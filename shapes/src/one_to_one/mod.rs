//! Shapes of one-to-one.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod shared_key;

pub mod both_required;

pub mod successor;

use harness::Chapter;

/// The lessons, in reading order.
pub const CHAPTERS: &[Chapter] = &[
    shared_key::CHAPTER,
    both_required::CHAPTER,
    successor::CHAPTER,
];
