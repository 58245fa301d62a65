//! Pairs from real life, one file each: entities, rows, and a lesson read from both ends. Their
//! tables are made from the entities, without migrations. All four have the same shape; they
//! differ in how they are read, and in what becomes of the many when the one goes.

/// One-to-many. Read with the entity loader; a company with employees can't be deleted.
pub mod company_employee;

/// One-to-many. Read with one join; the books go with the library.
pub mod library_book;

/// The same shape as many-to-one. Read with `load_one` and `load_many`; a student moves.
pub mod student_classroom;

/// The generic pair, parent and child. Written as a tree; the children stay without a parent.
pub mod parent_child;
