//! A pair from real life in one file: entities, rows, and a lesson read from both ends. Its tables
//! are made from the entities, without migrations.

/// Written as a tree, read with one join and with `load_many`.
pub mod author_book;
