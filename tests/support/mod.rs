//! What the other tests use: a database for each test, snapshots, paths.

/// Texts against their snapshots.
mod compare;

/// A database for each test.
mod database;

/// What is removed when the tests end, in whatever way.
mod guard;

/// The PostgreSQL server that the tests share.
mod server;

use std::{
    env,
    hash::{BuildHasher, Hasher, RandomState},
    path::{Path, PathBuf},
    sync::LazyLock,
};

pub use compare::{body, difference, snapshot};
pub(crate) use database::both_databases;
pub use database::{Kind, TestDatabase, connect};
pub use guard::folder;
#[cfg(unix)]
pub use guard::ordinary_user;
pub use server::{block_on, free_port, say, server, server_says_what_18_says};

/// In the name of everything that this run creates outside its own memory.
/// Another run at the same time has a different one.
static RUN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "relationships_test_{:016x}",
        RandomState::new().build_hasher().finish()
    )
});

/// The workspace's folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("tests/ is in the workspace")
        .to_owned()
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
