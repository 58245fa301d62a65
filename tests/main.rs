//! The document: its lessons on both databases against their snapshots, the
//! schema behind them, and their pages.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

mod data_mart;

mod document;

mod migrations;

mod pages;

mod recorder;

mod sqlalchemy;

mod statements;

use std::process::ExitCode;

use testing::lessons;
use tests::LESSONS;

testing::tests![
    data_mart::tests,
    document::tests,
    migrations::tests,
    pages::tests,
    recorder::tests,
    sqlalchemy::tests,
];

fn main() -> ExitCode {
    let mut trials = tests();
    trials.extend(lessons::trials(
        "tests/snapshots",
        LESSONS.concat(),
        statements::READS,
    ));
    testing::main(trials)
}
