//! One module a table, named like the table.

/// One end: has many courses.
pub mod student;

/// The other end: has many students.
pub mod course;

/// The links: each belongs to a student and to a course, and has a date and a grade.
pub mod student_course;
