//! Three tables: `student` ← `student_course` → `course`. An arrow is a foreign
//! key. Each row of `student_course` links one student to one course.
//!
//! Two lessons share these tables. `secondary` has the bare join table;
//! `association` adds one migration, which gives every link a date and a grade.

/// The bare join table: two foreign keys and nothing else.
pub mod secondary;

/// The same tables, with a date and a grade on every link.
pub mod association;

/// Every table that they create, and the one of sea-orm-migration.
pub const TABLES: &[&str] =
    &["seaql_migrations", "student", "course", "student_course"];

/// One end: no foreign key.
mod m20260101_000001_create_student;

/// The other end: no foreign key.
mod m20260101_000002_create_course;

/// The links, with their keys and delete rules.
mod m20260101_000003_create_student_course;

/// Two more columns, for links that already exist.
mod m20260201_000001_add_enrollment_columns;
