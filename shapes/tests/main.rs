//! Every shape on both databases against its snapshots, and the list that the
//! program prints.
#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod migrations;

mod statements;

mod pages;

use std::process::ExitCode;

use shapes::LESSONS;
use testing::{code, lessons};

const SNAPSHOTS: &str = "shapes/snapshots";

/// The folders of the shapes' files.
fn folders() -> [String; 3] {
    ["one_to_many", "one_to_one", "many_to_many"]
        .map(|group| format!("shapes/src/{group}"))
}

fn a_step_calls_every_function_that_it_shows() {
    code::a_step_calls_every_function_that_it_shows(&folders());
}

fn every_public_function_of_a_step_is_shown() {
    code::every_public_function_of_a_step_is_shown(&folders());
}

async fn every_snapshot_belongs_to_a_step() {
    lessons::every_snapshot_belongs_to_a_step(SNAPSHOTS, LESSONS).await;
}

testing::tests![
    a_step_calls_every_function_that_it_shows,
    every_public_function_of_a_step_is_shown,
    every_snapshot_belongs_to_a_step,
    migrations::tests,
    pages::tests,
];

fn main() -> ExitCode {
    let mut trials = tests();
    trials.extend(lessons::steps(SNAPSHOTS, LESSONS));
    trials.extend(testing::statements::trials(LESSONS, statements::READS));
    testing::main(trials)
}
