//! One module a table, named like the table.

/// The side that is referred to: has one profile, or none.
pub mod user;

/// The side with the foreign key: belongs to a user.
pub mod profile;
