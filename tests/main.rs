//! The tests, in reading order: the lessons, what goes wrong, the pages, the
//! programs.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

/// What the other tests use: a database for each test, snapshots, paths.
mod support;

/// Every lesson on both databases against its snapshots, and the schema behind
/// them.
mod lessons;

/// Wrong on purpose: what each mistake says or returns, and the right way.
mod traps;

/// What a page says happens in a case that no step of a lesson shows.
mod claims;

/// What SeaORM's generator makes of the lessons' tables.
mod generated;

/// Questions that no lesson answers, each with code that ran.
#[allow(
    dead_code,
    reason = "SeaORM's macros generate more than the recipes use"
)]
mod recipes;

/// Each exercise is wrong as it stands, and each solution is right.
mod exercises;

/// No page can go stale.
mod pages;

/// The programs, run as a reader runs them: what `guide/safety.md` promises.
mod programs;
