//! The list of the traps quotes their snapshots.

use std::{collections::BTreeSet, fs};

use crate::support::{body, cells, root};

/// The names of the traps' tests.
fn claims() -> BTreeSet<String> {
    let folder = root().join("tests/traps");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let sources = files.map(|file| fs::read_to_string(file).unwrap());
    let tests = |source: String| {
        let tests = source.split("#[tokio::test]\nasync fn ").skip(1);
        tests
            .map(|test| test.split('(').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    sources.flat_map(tests).collect()
}

/// A snapshot that no trap writes would go on telling what used to be true.
#[test]
fn every_trap_has_a_snapshot_and_a_row_on_the_page() {
    let folder = root().join("tests/snapshots/traps");
    let snapshots: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".snap").to_owned())
        .collect();
    assert_eq!(snapshots, claims());
    let listed: BTreeSet<_> = rows().into_iter().map(|(claim, _)| claim).collect();
    assert_eq!(listed, claims());
}

/// The rows of the page: the trap, and what the reader sees.
fn rows() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("guide/traps.md")).unwrap();
    let rows = page.lines().filter(|line| line.contains(".snap)"));
    rows.map(|line| {
        let claim = line.split("snapshots/traps/").nth(1).unwrap();
        let claim = claim.split(".snap").next().unwrap();
        (claim.to_owned(), cells(line).remove(0))
    })
    .collect()
}

#[test]
fn the_page_quotes_the_snapshots_word_for_word() {
    for (claim, seen) in rows() {
        let text = body("traps", &claim);
        // What is between backticks.
        for quote in seen.split('`').skip(1).step_by(2) {
            assert!(
                text.contains(quote),
                "{claim}: its snapshot has no {quote:?}"
            );
        }
    }
}

/// The causes that the snapshots name are those of the version in use.
#[test]
fn the_traps_are_those_of_the_pinned_version() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let version = crate::traps::VERSION;
    assert!(
        manifest.contains(&format!("sea-orm = {{ version = \"={version}\"")),
        "SeaORM was updated: run the traps, see which ones it fixed, then set VERSION"
    );
}
