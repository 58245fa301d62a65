/// The one: has many books.
pub mod author;

/// The many: belongs to an author.
pub mod book;
