//! Authors and their books.

/// One module per table.
pub mod entity;

/// The migrations, which create the tables.
pub mod migration;
