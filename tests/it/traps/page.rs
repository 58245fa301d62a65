//! The page that lists the traps tells what the snapshots tell.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A row of a table of the page.
struct Entry {
    /// What the reader sees; what stands between backticks is quoted from the snapshot.
    seen: String,
    /// What to do instead.
    instead: String,
    /// Relative to the root of the repository.
    links: Vec<String>,
}

/// A snapshot: its description, and its text.
pub struct Snapshot {
    /// What to do instead.
    pub instead: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page() -> String {
    fs::read_to_string(root().join("TRAPS.md")).unwrap()
}

/// The rows of all tables of the page.
fn entries(page: &str) -> Vec<Entry> {
    page.lines()
        .filter(|line| line.contains(".snap"))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [seen, _why, instead, links] = cells[..] else {
                panic!("a row has four cells: {line}");
            };
            Entry {
                seen: seen.to_owned(),
                instead: instead.to_owned(),
                links: links_of(links),
            }
        })
        .collect()
}

/// The targets of Markdown links that lead to files here.
fn links_of(markdown: &str) -> Vec<String> {
    markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.to_owned())
        .filter(|target| !target.starts_with("http") && !target.starts_with('#'))
        .collect()
}

/// What stands between backticks.
fn quotes(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split('`').skip(1).step_by(2)
}

/// The snapshots of all traps by their claims.
pub fn snapshots() -> BTreeMap<String, Snapshot> {
    let folder = root().join("tests/it/snapshots");
    let mut snapshots = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let claim = name.strip_prefix("traps__");
        let Some(claim) = claim.and_then(|name| name.strip_suffix(".snap")) else {
            continue;
        };
        let file = fs::read_to_string(&path).unwrap();
        let (head, text) = file[4..].split_once("\n---\n").unwrap();
        let description = head
            .lines()
            .find_map(|line| line.strip_prefix("description: "));
        snapshots.insert(
            claim.to_owned(),
            Snapshot {
                instead: plain(description.unwrap()),
                text: text.to_owned(),
            },
        );
    }
    snapshots
}

/// A YAML string without its quotes.
fn plain(yaml: &str) -> String {
    match yaml
        .strip_prefix('"')
        .and_then(|yaml| yaml.strip_suffix('"'))
    {
        Some(quoted) => quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => yaml.to_owned(),
    }
}

/// The claims of all traps, each with the file in which it stands.
fn tests() -> BTreeMap<String, String> {
    let folder = "tests/it/traps";
    let mut tests = BTreeMap::new();
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let file = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
        let source = fs::read_to_string(&path).unwrap();
        for test in source.split("#[tokio::test]\nasync fn ").skip(1) {
            let (claim, _) = test.split_once('(').unwrap();
            tests.insert(claim.to_owned(), file.clone());
        }
    }
    tests
}

/// A snapshot that no trap makes any more would go on telling what used to be true.
#[test]
fn every_trap_has_a_snapshot_and_every_snapshot_a_trap() {
    let snapshots: BTreeSet<_> = snapshots().into_keys().collect();
    let tests: BTreeSet<_> = tests().into_keys().collect();
    assert_eq!(snapshots, tests);
}

#[test]
fn the_page_lists_every_trap_once_with_its_test_and_its_snapshot() {
    let page = page();
    let listed: Vec<_> = entries(&page)
        .into_iter()
        .map(|entry| entry.links)
        .collect();
    let mut expected: Vec<_> = tests()
        .into_iter()
        .map(|(claim, file)| vec![file, format!("tests/it/snapshots/traps__{claim}.snap")])
        .collect();
    let mut sorted = listed;
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    for link in links_of(&page()) {
        assert!(root().join(&link).exists(), "{link} is not there");
    }
}

#[test]
fn the_page_quotes_its_snapshots_word_for_word() {
    let page = page();
    let snapshots = snapshots();
    for entry in entries(&page) {
        let claim = entry.links[1]
            .trim_start_matches("tests/it/snapshots/traps__")
            .trim_end_matches(".snap");
        let snapshot = &snapshots[claim];
        assert_eq!(
            entry.instead, snapshot.instead,
            "{claim}: what to do instead"
        );
        for quote in quotes(&entry.seen) {
            assert!(
                !quote.is_empty() && snapshot.text.contains(quote),
                "{claim}: its snapshot has no {quote:?}"
            );
        }
    }
}

/// The causes that the snapshots name are those of the version in use.
#[test]
fn the_traps_are_those_of_the_pinned_version() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let pinned = format!("sea-orm = {{ version = \"={}\"", super::VERSION);
    assert!(
        manifest.contains(&pinned),
        "SeaORM was updated: run the traps, see which ones upstream mended, then set VERSION"
    );
}
