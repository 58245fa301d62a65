//! Every shape on both databases against its snapshots, and the list that the
//! program prints.
#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod migrations;

mod statements;

mod pages;

use std::process::ExitCode;

use shapes::LESSONS;
use testing::lessons;

testing::tests![migrations::tests, pages::tests,];

fn main() -> ExitCode {
    let mut trials = tests();
    trials.extend(lessons::trials(
        "shapes/snapshots",
        LESSONS.to_vec(),
        statements::READS,
    ));
    testing::main(trials)
}
