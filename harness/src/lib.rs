//! What the lessons share, and no lesson: it opens a database, records what each step does, and
//! prints it. It knows no table. A lesson hands over a [`Chapter`].
//!
//! Nothing here stands between a lesson and SeaORM: a step gets a plain
//! `DatabaseConnection` and hands over rows.

mod catalog;

pub mod cli;

mod code;

pub mod database;

mod record;

pub mod render;

pub mod statements;

pub mod table;

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
