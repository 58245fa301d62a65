//! The tests, in reading order: what the document promises, every lesson's tables, the schema.
#![allow(clippy::expect_used, reason = "a test that can't go on panics")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

/// Where the tests' PostgreSQL comes from.
mod postgres;

/// A database of its own for each test, on both kinds of server.
mod databases;

/// The outputs that the document promises, asserted literally.
mod document;

/// The three forms of the data mart give the same rows, whatever is in the tables.
mod data_mart;

/// Every lesson on both databases against its snapshots.
mod lessons;

/// No read costs a statement a row: 500 students are read in as many statements as 5.
mod statements;

/// The workspace's programs, run as a reader runs them.
mod programs;

/// Servers that misbehave.
mod wire;

/// Nothing of the reader's changes.
mod isolation;

/// The server goes away.
mod away;

/// Killed at any moment, run again, run at once.
mod interrupted;

/// Values with quotes and SQL in them.
mod values;

/// Whatever is typed wrong or set up wrong ends with one line that helps.
mod inputs;

/// What is printed can be read, whatever stands in the rows and wherever it goes.
mod output;

/// Up, down, up; and the tables that migrations make are those that the entities declare.
mod migrations;

/// Wrong on purpose: what each mistake says or returns, and the right way beside it.
mod traps;

/// Rows and arrows as text, drawn from a lesson's own tables.
mod picture;

/// What was measured, and what is concluded from it.
mod speed;

/// Entity diagrams, derived from what the entities declare.
mod diagram;

/// No page can go stale: what a page shows is what the programs print, and what it names is there.
mod pages;

/// What the dependencies are allowed to be.
mod supply;
