//! What holds for traps: their files, their snapshots and their messages.

use std::collections::BTreeSet;

use testing::{body, file_names, read};

pub const SNAPSHOTS: &str = "guide/snapshots/traps";

/// The folders of the groups, in the order of the page.
pub const FOLDERS: [&str; 6] =
    ["error", "empty", "too_many", "too_few", "order", "slow"];

/// The names of a group's traps.
fn names(folder: &str) -> Vec<String> {
    let modules = super::modules(&format!("traps/{folder}")).into_iter();
    modules.map(|module| module.name).collect()
}

/// The snapshot of every trap, and its file.
pub fn sections_and_files() -> Vec<(String, String)> {
    let groups = FOLDERS.into_iter().flat_map(|folder| {
        let names = names(folder).into_iter();
        names.map(move |name| {
            let file = format!("guide/traps/{folder}/{name}.rs");
            (body(SNAPSHOTS, &name), file)
        })
    });
    groups.collect()
}

fn heading(section: &str) -> &str {
    let heading = section.lines().next().unwrap();
    heading.strip_prefix("### ").expect("a heading")
}

/// The other messages of a trap, separated by commas; empty if it has none.
pub fn also(section: &str) -> &str {
    let line = section.lines().find_map(|line| line.strip_prefix("Also: "));
    line.map_or("", |line| line.trim_end_matches('.'))
}

/// A snapshot that no trap writes would go on telling what used to be true, and
/// a trap that no group lists would be on no page.
fn every_trap_has_a_file_a_snapshot_and_a_section() {
    let mut listed = BTreeSet::new();
    for folder in FOLDERS {
        let names = names(folder);
        let files = file_names(format!("guide/traps/{folder}"));
        let mut files: Vec<_> = files
            .iter()
            .map(|file| file.trim_end_matches(".rs").to_owned())
            .collect();
        files.retain(|file| file != "mod");
        files.sort();
        let mut sorted = names.clone();
        sorted.sort();
        assert_eq!(sorted, files, "{folder}/mod.rs");
        for name in names {
            let text = read(format!("guide/traps/{folder}/{name}.rs"));
            assert!(
                text.contains("pub async fn test()"),
                "{name}.rs has no test"
            );
            assert!(text.contains(&format!("\"{name}.rs\"")), "{name}");
            listed.insert(name);
        }
    }
    let snapshots = file_names(SNAPSHOTS);
    let snapshots: BTreeSet<_> = snapshots
        .iter()
        .map(|file| file.trim_end_matches(".snap").to_owned())
        .collect();
    assert_eq!(snapshots, listed);
}

/// The functions of a file whose names begin with `wrong` or `right`.
fn tried(text: &str) -> Vec<&str> {
    let functions = text.lines().filter_map(|line| {
        let name =
            line.strip_prefix("async fn ").or(line.strip_prefix("fn "))?;
        name.split(['(', '<']).next()
    });
    functions
        .filter(|name| name.starts_with("wrong") || name.starts_with("right"))
        .collect()
}

/// The code of a section is the code that ran.
fn a_trap_shows_each_function_that_it_calls_and_calls_each_that_it_shows() {
    for folder in FOLDERS {
        for name in names(folder) {
            let text = read(format!("guide/traps/{folder}/{name}.rs"));
            let (_, test) = text.split_once("pub async fn test()").unwrap();
            let functions = tried(&text);
            assert!(functions.len() >= 2, "{name}");
            for function in functions {
                let kind = &function[..5];
                let shows = format!("trap.{kind}(\"{function}\"");
                assert!(
                    test.replace(['\n', ' '], "").contains(&shows),
                    "{name}: {shows}"
                );
                let calls =
                    test.split(|c: char| !c.is_alphanumeric() && c != '_');
                let calls = calls.filter(|word| *word == function).count();
                assert!(
                    calls >= 2,
                    "{name} shows {function} and doesn't call it"
                );
            }
        }
    }
}

/// A heading, and every other message of a trap, is what the trap says: what is
/// between backticks is in its section, outside of that heading.
fn every_message_is_in_its_section() {
    let mut messages = 0;
    for folder in FOLDERS {
        for name in names(folder) {
            let text = body(SNAPSHOTS, &name);
            let outcomes: String = text
                .split("```text\n")
                .skip(1)
                .filter_map(|part| part.split("\n```").next())
                .collect();
            let quotes = |text: &str| {
                let quotes =
                    text.split('`').skip(1).step_by(2).map(str::to_owned);
                quotes.collect::<Vec<_>>()
            };
            for quote in quotes(also(&text)) {
                messages += 1;
                assert!(
                    outcomes.contains(&quote),
                    "{name} doesn't say {quote:?}"
                );
            }
            // A heading may name a function instead.
            let code = text.split("```rust\n").skip(1).collect::<String>();
            for quote in quotes(heading(&text)) {
                messages += 1;
                let word = quote.split(['(', '…', ':']).next().unwrap();
                let word = word.trim_start_matches('.');
                let said = outcomes.contains(&quote) || code.contains(word);
                assert!(said, "{name} doesn't say {quote:?}");
            }
        }
    }
    assert!(messages > 30, "{messages}");
}

/// The causes that the snapshots name are those of the version in use.
fn the_traps_are_those_of_the_pinned_version() {
    let manifest = read("Cargo.toml");
    let version = crate::traps::VERSION;
    assert!(
        manifest.contains(&format!("sea-orm = {{ version = \"={version}\"")),
        "SeaORM was updated: run the traps, see which ones it fixed, then set VERSION"
    );
}

testing::tests![
    every_trap_has_a_file_a_snapshot_and_a_section,
    a_trap_shows_each_function_that_it_calls_and_calls_each_that_it_shows,
    every_message_is_in_its_section,
    the_traps_are_those_of_the_pinned_version,
];
