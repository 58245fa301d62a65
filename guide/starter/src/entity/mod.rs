/// The one side: an author has many books.
pub mod author;

/// The many side: a book belongs to an author.
pub mod book;
