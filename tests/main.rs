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

use testing::{code, lessons};
use tests::LESSONS;

const SNAPSHOTS: &str = "tests/snapshots";

/// The folders of the steps.
fn folders() -> Vec<String> {
    let steps = LESSONS.map(|lessons| format!("{}/src/steps", lessons[0].name));
    steps.into()
}

fn a_step_calls_every_function_that_it_shows() {
    code::a_step_calls_every_function_that_it_shows(&folders());
}

fn every_public_function_of_a_step_is_shown() {
    code::every_public_function_of_a_step_is_shown(&folders());
}

async fn every_snapshot_belongs_to_a_step() {
    lessons::every_snapshot_belongs_to_a_step(SNAPSHOTS, &LESSONS.concat()).await;
}

testing::tests![
    a_step_calls_every_function_that_it_shows,
    every_public_function_of_a_step_is_shown,
    every_snapshot_belongs_to_a_step,
    data_mart::tests,
    document::tests,
    migrations::tests,
    pages::tests,
];

fn main() -> ExitCode {
    let mut trials = tests();
    trials.extend(lessons::steps(SNAPSHOTS, &LESSONS.concat()));
    trials.extend(testing::statements::trials(
        &LESSONS.concat(),
        statements::READS,
    ));
    testing::main(trials)
}
