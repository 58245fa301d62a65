//! Every dependency may be used under this project's licence, and no crate is there twice without a
//! reason in `deny.toml`. The same as `cargo deny check licenses bans`, with cargo alone. And no
//! test stands where it is never built.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn deny() -> String {
    fs::read_to_string(root().join("deny.toml")).expect("deny.toml is there")
}

/// Every package of `Cargo.lock`, on whatever system and with whatever feature it would be used.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "run `cargo fetch` once: {words}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Whether `expression` can be met with the licences of `allowed`.
fn meets(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    // Outside of parentheses AND binds closer than OR, so OR is where to cut first.
    for (word, all) in [(" OR ", false), (" AND ", true)] {
        let parts = cut(expression, word);
        if parts.len() > 1 {
            let mut met = parts.into_iter().map(|part| meets(part, allowed));
            return if all {
                met.all(|met| met)
            } else {
                met.any(|met| met)
            };
        }
    }
    match expression
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
    {
        Some(inner) => meets(inner, allowed),
        None => allowed.contains(expression),
    }
}

/// The parts between the `word`s that stand outside of parentheses.
fn cut<'a>(expression: &'a str, word: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, c) in expression.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && expression[at..].starts_with(word) => {
                parts.push(&expression[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[test]
fn every_dependencys_licence_allows_ours() {
    let deny = deny();
    let list = deny.split_once("allow = [").expect("a list").1;
    let allowed: BTreeSet<_> = list
        .split(']')
        .next()
        .expect("its end")
        .split('"')
        .skip(1)
        .step_by(2)
        .collect();
    assert!(allowed.contains("MIT") && !meets("GPL-3.0", &allowed));
    assert!(meets("(MIT OR GPL-3.0) AND Unicode-3.0", &allowed));
    assert!(!meets("MIT AND GPL-3.0", &allowed));

    let mut refused = Vec::new();
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or("none");
        // The way of writing OR before SPDX.
        let expression = licence.replace(" / ", " OR ").replace('/', " OR ");
        if !meets(&expression, &allowed) {
            refused.push(format!("{}: {licence}", package["name"]));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn a_crate_that_is_there_twice_has_a_written_reason() {
    let mut versions: BTreeMap<String, BTreeSet<(u64, u64, u64)>> = BTreeMap::new();
    for package in packages() {
        let text = package["version"].as_str().expect("a version");
        let mut parts = text
            .split(['.', '-', '+'])
            .map(|part| part.parse().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        let name = package["name"].as_str().expect("a name").to_owned();
        versions
            .entry(name)
            .or_default()
            .insert((next(), next(), next()));
    }
    let mut twice = BTreeSet::new();
    for (name, mut versions) in versions {
        versions.pop_last();
        twice.extend(
            versions
                .iter()
                .map(|(x, y, z)| format!("{name}@{x}.{y}.{z}")),
        );
    }

    let deny = deny();
    let reasons: BTreeSet<_> = deny
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ crate = \""))
        .map(|line| {
            let (name, rest) = line.split_once('"').expect("a name");
            assert!(rest.starts_with(", reason = \""), "{name} has no reason");
            name.to_owned()
        })
        .collect();
    assert_eq!(twice, reasons, "left: Cargo.lock, right: deny.toml");
}

/// The other packages say `test = false`, so that `cargo test` builds each of them once. A test in one
/// of them would not be run, and nobody would notice.
#[test]
fn every_test_is_in_this_package() {
    let mut searched = 0;
    for package in packages() {
        let manifest = package["manifest_path"].as_str().expect("a path");
        let folder = Path::new(manifest).parent().expect("a folder");
        if !package["source"].is_null() || folder.ends_with("tests") {
            continue;
        }
        for target in package["targets"].as_array().expect("targets") {
            let kind = target["kind"][0].as_str().expect("a kind");
            assert!(kind == "bench" || target["test"] == false, "{target:#}");
        }
        let mut folders = vec![folder.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).expect("a text");
                assert!(!text.contains("test]\n"), "{}", path.display());
                searched += 1;
            }
        }
    }
    assert!(searched > 50, "{searched}");
}
