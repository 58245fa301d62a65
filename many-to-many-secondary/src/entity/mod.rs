//! One module per table, named like the table. Read `student_course` first: it has both
//! foreign keys.
#![allow(missing_docs, reason = "a plain column needs no comment")]

/// One end: has many courses.
pub mod student;

/// The other end: has many students.
pub mod course;

/// The links: each belongs to one student and one course.
pub mod student_course;
