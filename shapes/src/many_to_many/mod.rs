//! Shapes of many-to-many.
#![allow(missing_docs, reason = "a plain column needs no comment")]

pub mod author_book;

pub mod patient_doctor;

pub mod followers;

pub mod friends;

pub mod tags;

pub mod authors_editors;

pub mod student_course_term;

pub mod playlist;
