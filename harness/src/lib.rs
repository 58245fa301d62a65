//! What the lessons share, and no lesson: it opens a database, records what each step does, and
//! prints it. It knows no table. A lesson hands over a [`Chapter`].
//!
//! Nothing here stands between a lesson and SeaORM: a step gets a plain
//! [`DatabaseConnection`](sea_orm::DatabaseConnection) and hands over rows.

/// A lesson as data: words, code, SQL and rows, step by step.
mod record;

/// Code, cut from the file that was compiled.
mod code;

/// The SQL that SeaORM sent, as SeaORM reports it.
pub mod statements;

/// From rows to a table of text.
pub mod table;

/// A step as Markdown, or drawn for a terminal.
pub mod render;

/// From a URL to a database in which one lesson is alone.
pub mod database;

/// The command line that all lesson crates share.
pub mod cli;

pub use cli::main;
pub use code::{Code, Source};
pub use record::{Chapter, Lesson, Outcome, Part, Record, Run, Step};

/// The program on the first page of the repository, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct ReadMe;

/// What compiles and what doesn't.
#[cfg(doctest)]
#[doc = include_str!("../../guide/compile-errors.md")]
pub struct CompileErrors;

/// Forms of SeaORM 1.x that the compiler rejects, and what to write now.
#[cfg(doctest)]
#[doc = include_str!("../../guide/from-1x.md")]
pub struct FromOne;
