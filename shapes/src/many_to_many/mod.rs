//! Shapes of many-to-many.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

pub mod followers;

pub mod friends;

pub mod tags;

pub mod authors_editors;

pub mod student_course_term;

pub mod playlist;

use harness::Chapter;

/// The lessons, in reading order.
pub const CHAPTERS: &[Chapter] = &[
    followers::CHAPTER,
    friends::CHAPTER,
    tags::CHAPTER,
    authors_editors::CHAPTER,
    student_course_term::CHAPTER,
    playlist::CHAPTER,
];
