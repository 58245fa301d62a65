//! # How do I test without a database?
//!
//! With `MockDatabase`, which needs SeaORM's feature `mock`. It returns the rows that you prepare,
//! whatever you ask. The shape of those rows is what the loader reads: one set per statement, and
//! pairs for a joined relation.
//!
//! <!-- shown: file guide/starter/tests/mock.rs -->
