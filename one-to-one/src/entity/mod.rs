//! One module per table, named like the table. Read `profile` first: it has the foreign
//! key.
#![allow(missing_docs, reason = "a plain column needs no comment")]

/// The side without a foreign key: has one profile, or none.
pub mod user;

/// The side with the foreign key: belongs to a user.
pub mod profile;
