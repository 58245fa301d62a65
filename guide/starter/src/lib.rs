//! Authors and their books.

/// One module per table.
pub mod entity;

/// What creates the tables.
pub mod migration;
