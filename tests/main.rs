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

mod statements;

use std::process::ExitCode;

use testing::lessons;
use tests::LESSONS;

/// The folders of the steps.
fn folders() -> Vec<String> {
    let steps = LESSONS.map(|lessons| format!("{}/src/steps", lessons[0].name));
    steps.into()
}

testing::tests![
    data_mart::tests,
    document::tests,
    migrations::tests,
    pages::tests,
];

fn main() -> ExitCode {
    let mut trials = tests();
    trials.extend(lessons::trials(
        "tests/snapshots",
        folders(),
        LESSONS.concat(),
        statements::READS,
    ));
    testing::main(trials)
}
