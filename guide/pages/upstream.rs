//! The pages of reports: what reproduces each, and where its source is.

use std::fs;

use testing::{body, file_names, read};

use super::source::crates;

/// The first mistake of a trap: what is given, the entities, the code and what came of it.
pub fn reproduction(name: &str) -> String {
    let section = body("guide/snapshots/traps", name);
    let (wrong, _) = section.split_once("**Right:**").expect("a way out");
    let mut paragraphs = wrong.splitn(3, "**Wrong:**");
    let given = paragraphs.next().unwrap_or_default();
    let first = paragraphs.next().expect("a mistake");
    let given = given.lines().skip(1);
    let given: Vec<_> =
        given.filter(|line| !line.starts_with("Also: ")).collect();
    let given = given.join("\n").replace("\n\n\n", "\n\n");
    // The entities of the second mistake come after the outcome of the first one.
    let first = match first.split_once("\n```rust\n") {
        Some((words, code)) => {
            let code = code.split("\n```rust\n").next().unwrap_or_default();
            format!("{words}\n```rust\n{code}")
        }
        None => first.to_owned(),
    };
    let text = format!("{}\n\n{}", given.trim(), first.trim());
    format!(
        "<details><summary>Reproduction</summary>\n\n{}\n\n</details>",
        text.trim()
    )
}

/// All reports.
fn reports() -> String {
    let files = file_names("guide/upstream").into_iter();
    files.map(|file| read(format!("guide/upstream/{file}"))).collect()
}

fn the_index_lists_every_report() {
    let index = read("guide/upstream.md");
    let reports = reports();
    let headings = reports.lines().filter_map(|line| line.strip_prefix("## "));
    for heading in headings {
        assert!(index.contains(&format!("- [{heading}](")), "{heading}");
    }
}

/// `crate/src/file.rs` line 7, `what is there`.
fn every_place_in_the_source_has_what_the_report_names() {
    let (pages, crates) = (reports(), crates());
    let mut places = 0;
    for line in pages.lines() {
        let Some(sources) = line.strip_prefix("- **Source:** ") else {
            continue;
        };
        for source in sources.split("; ") {
            let mut parts = source.split('`');
            let [_, file, number, words] =
                std::array::from_fn(|_| parts.next().expect("four parts"));
            let (name, path) = file.split_once('/').unwrap();
            let text = fs::read_to_string(crates[name].join(path)).unwrap();
            let number = number.trim_start_matches(" line ");
            let number: usize = number.trim_end_matches(", ").parse().unwrap();
            let found = text.lines().nth(number - 1).unwrap_or_default();
            assert!(found.contains(words), "{source}: {found}");
            places += 1;
        }
    }
    assert!(places > 20, "{places}");
}

testing::tests![
    the_index_lists_every_report,
    every_place_in_the_source_has_what_the_report_names,
];
