//! The page of the traps: their snapshots, one section each, and an index.

use std::collections::BTreeSet;

use testing::{body, file_names, pages::links::anchors, read};

use super::imports;

const SNAPSHOTS: &str = "guide/snapshots/traps";

/// The groups of the page and their folders in `guide/traps`.
const GROUPS: [(&str, &str); 6] = [
    ("An error", "error"),
    ("An empty list", "empty"),
    ("Too many rows", "too_many"),
    ("Too few rows, or too few columns", "too_few"),
    ("The wrong order", "order"),
    ("A slow program", "slow"),
];

/// The names of a group's traps, in the order of its `mod.rs`.
fn names(folder: &str) -> Vec<String> {
    let text = read(format!("guide/traps/{folder}/mod.rs"));
    let names = text.lines().filter_map(|line| line.strip_prefix("mod "));
    names
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect()
}

/// What belongs in the block of that name.
pub fn shown(name: &str) -> String {
    match name {
        "index" => index(),
        _ => sections(),
    }
}

/// Every heading, and every other message, with a link to its section.
fn index() -> String {
    let groups = GROUPS.iter().map(|(title, folder)| {
        let mut lines = format!("{title}:\n");
        for name in names(folder) {
            let text = body(SNAPSHOTS, &name);
            let anchor = anchors(&text).remove(0);
            let mut entries = vec![heading(&text).to_owned()];
            entries.extend(also(&text).split(", ").map(str::to_owned));
            entries.retain(|entry| !entry.is_empty());
            for entry in entries {
                lines += &format!("\n- [{entry}](#{anchor})");
            }
        }
        lines
    });
    groups.collect::<Vec<_>>().join("\n\n")
}

/// Every trap's section, with a link to its test.
fn sections() -> String {
    let groups = GROUPS.iter().map(|(title, folder)| {
        let mut sections = vec![format!("## {title}")];
        sections.extend(names(folder).iter().map(|name| {
            let file = format!("traps/{folder}/{name}.rs");
            let section = body(SNAPSHOTS, name);
            let section =
                imports::above_the_code(&section, &format!("guide/{file}"));
            format!("{section}\n\n[The test]({file})")
        }));
        sections.join("\n\n")
    });
    groups.collect::<Vec<_>>().join("\n\n")
}

/// The snapshot of every trap, and its file.
pub fn sections_and_files() -> Vec<(String, String)> {
    let groups = GROUPS.iter().flat_map(|(_, folder)| {
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
fn also(section: &str) -> &str {
    let line = section.lines().find_map(|line| line.strip_prefix("Also: "));
    line.map_or("", |line| line.trim_end_matches('.'))
}

/// A snapshot that no trap writes would go on telling what used to be true, and
/// a trap that no group lists would be on no page.
fn every_trap_has_a_file_a_snapshot_and_a_section() {
    let mut listed = BTreeSet::new();
    for (_, folder) in GROUPS {
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
        let name = line
            .strip_prefix("async fn ")
            .or(line.strip_prefix("fn "))?;
        name.split(['(', '<']).next()
    });
    functions
        .filter(|name| name.starts_with("wrong") || name.starts_with("right"))
        .collect()
}

/// The code of a section is the code that ran.
fn a_trap_shows_each_function_that_it_calls_and_calls_each_that_it_shows() {
    for (_, folder) in GROUPS {
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
    for (_, folder) in GROUPS {
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
