//! Three tables: `student` ← `student_course` → `course`. Two one-to-many relationships that meet
//! in one table: its rows are the links.
//!
//! Two lessons share these tables, and one migration is the difference between them: `secondary`
//! ends at the bare join table, `association` gives the links columns of their own.

/// The bare join table: the two keys and nothing else.
pub mod secondary;

/// The same and one migration more: a date and a grade on every link.
pub mod association;

/// One end: no foreign key.
mod m20260101_000001_create_student;

/// The other end: no foreign key.
mod m20260101_000002_create_course;

/// The links, and the delete rules.
mod m20260101_000003_create_student_course;

/// Two columns for links that are there already.
mod m20260201_000001_add_enrollment_columns;
