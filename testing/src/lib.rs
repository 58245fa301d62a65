//! For the tests: a PostgreSQL server, a database for each test, both databases,
//! snapshots, the workspace's programs, and pages read back.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

mod compare;

mod database;

mod guard;

pub mod lessons;

pub mod pages;

pub mod programs;

pub mod schema;

mod server;

pub mod sqlalchemy;

pub mod statements;

mod trial;

use std::{
    collections::BTreeSet,
    env, fs,
    hash::{BuildHasher, Hasher, RandomState},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use harness::{Code, cli::workspace};
pub use libtest_mimic::Trial;

pub use compare::{body, difference, nowhere, saved, snapshot};
pub use database::{Kind, TestDatabase, connect};
pub use guard::folder;
#[cfg(unix)]
pub use guard::ordinary_user;
pub use server::{block_on, free_port, say, server};
pub use trial::{Test, did_not_run, main, name};

/// Whether this run writes snapshots: only if it is asked to, and the server is
/// one whose words they hold.
pub async fn writes_snapshots() -> bool {
    asked_to_write() && server().await.says_what_18_says()
}

/// Whether this run is asked to write snapshots.
fn asked_to_write() -> bool {
    setting("INSTA_UPDATE").is_some_and(|value| value == "always")
}

/// In the name of everything that this run creates outside its own memory.
/// Another run at the same time has a different one.
static RUN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "relationships_test_{:016x}",
        RandomState::new().build_hasher().finish()
    )
});

/// The workspace's folder. Cargo tells a test where its package is. The path is not compiled in:
/// a checkout that was renamed would look for its pages where they were.
pub fn root() -> PathBuf {
    let root = workspace();
    let found = root.join("Cargo.lock").is_file();
    assert!(found, "the tests run in the workspace");
    root
}

/// The text of a file, named from the root of the workspace.
pub fn read(file: impl AsRef<Path>) -> String {
    let file = root().join(file);
    fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The names of what is in a folder, named from the root of the workspace; none
/// if there is no such folder.
pub fn file_names(folder: impl AsRef<Path>) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// Code that is shown fits half a screen: no line has more than 80 columns, and
/// if it is `limited` it has at most 25 lines, comments not counted.
pub fn fits(code: &Code, limited: bool) {
    let place = format!("{}:{}", code.path, code.line);
    let comment = |line: &&str| line.trim().starts_with("//");
    let lines = code.text.lines().filter(|line| !comment(line)).count();
    assert!(
        !limited || lines <= 25,
        "{place}: {lines} lines of code, and half a screen has 25"
    );
    for line in code.text.lines() {
        assert!(
            line.chars().count() <= 80,
            "{place}: more than 80 columns: {line}"
        );
    }
}

/// The cells of a row of a Markdown table.
pub fn cells(row: &str) -> Vec<String> {
    let cells = row.trim().trim_matches('|').split('|');
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// An environment variable, unless it is empty, as CI systems set what is not
/// configured.
pub fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
