//! What `guide/safety.md` promises, tried on the programs, run as a reader runs
//! them.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

mod again;

mod away;

mod isolation;

#[cfg(unix)]
mod leftovers;

mod migrations;

mod mistakes;

mod output;

#[cfg(unix)]
mod paused;

#[cfg(unix)]
mod pooler;

#[cfg(unix)]
mod walk;

use std::process::ExitCode;

use testing::{
    programs::{Ran, SECRET, command, lesson, named, run, run_at_once},
    read,
};
use tests::LESSONS;

/// The packages of the main lessons, in reading order.
fn packages() -> impl Iterator<Item = &'static str> {
    LESSONS.iter().map(|lessons| lessons[0].name)
}

/// Every lesson of every package: the package and the lesson's name.
fn lessons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let main = packages().zip(LESSONS);
    let lessons = main.flat_map(|(package, lessons)| {
        lessons.iter().map(move |one| (package, one.name))
    });
    lessons.chain(shapes::LESSONS.iter().map(|one| ("shapes", one.name)))
}

/// The tests that `guide/safety.md` names exist.
fn every_promise_names_a_test() {
    let page = read("guide/safety.md");
    let files = testing::file_names("safety");
    let sources = files.iter().filter(|file| file.ends_with(".rs"));
    let sources: String =
        sources.map(|file| read(format!("safety/{file}"))).collect();
    let promises = page
        .lines()
        .filter(|line| line.starts_with('|') && line.contains('`'));
    let names: Vec<_> =
        promises.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
    assert!(!names.is_empty(), "the page names no test");
    for name in names {
        assert!(
            sources.contains(&format!("fn {name}(")),
            "there is no test {name}"
        );
    }
}

testing::tests![
    every_promise_names_a_test,
    again::tests,
    away::tests,
    isolation::tests,
    migrations::tests,
    mistakes::tests,
    output::tests,
];

#[cfg(unix)]
mod unix {
    use super::{leftovers, paused, pooler, walk};

    testing::tests![
        leftovers::tests,
        paused::tests,
        pooler::tests,
        walk::tests
    ];
}

fn main() -> ExitCode {
    #[cfg(unix)]
    if std::env::args().nth(1).as_deref() == Some(leftovers::A_RUN) {
        testing::block_on(leftovers::a_run());
        return ExitCode::SUCCESS;
    }
    #[cfg(unix)]
    if std::env::args().nth(1).as_deref() == Some(walk::A_PANIC) {
        walk::a_panic();
    }
    #[allow(unused_mut, reason = "only Unix has more")]
    let mut trials = tests();
    #[cfg(unix)]
    trials.extend(unix::tests());
    testing::main(trials)
}
