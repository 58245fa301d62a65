//! What the lessons share, and no lesson: it opens a database, records what each step does, and
//! prints it. It knows no table. A lesson is handed over as a [`Lesson`].
//!
//! Nothing here stands between a lesson and SeaORM: a step gets a plain
//! `DatabaseConnection` and hands over rows.

pub mod catalog;

mod changes;

pub mod cli;

mod code;

pub mod database;

mod lines;

mod names;

pub mod picture;

mod record;

pub mod render;

pub mod statements;

pub mod table;

pub mod terminal;

pub use changes::{Change, Changes, RowChange};
pub use cli::{Package, main};
pub use code::{Code, Source};
pub use lines::Frame;
pub use record::{Done, Lesson, Outcome, Part, Record, Recorder, Step, StepFn};
