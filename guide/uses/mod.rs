//! Which `use` a call needs, and what the compiler says without it.
//!
//! `calls.rs` is a documentation test: each call compiles with exactly the `use` above it. What the compiler says without them is in `messages.txt`, which only `.ci/run` compares, with
//! the version of the compiler that `guide/compile-errors.md` names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;
use testing::{
    difference, folder,
    pages::{
        imports::{CALLS, Call, calls},
        updates_pages,
    },
    read, root,
};

use crate::compile_errors::{is_the_version, libraries, rustc};

const MESSAGES: &str = "guide/uses/messages.txt";

/// What the compiler says without the `use`, by the name of the module.
fn messages() -> BTreeMap<String, String> {
    let text = read(MESSAGES);
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines
        .map(|(name, message)| (name.to_owned(), message.to_owned()))
        .collect()
}

/// The block of that name: a table of the calls that need a `use`, or the calls that need none.
pub fn shown(name: &str) -> String {
    let (messages, calls) = (messages(), calls());
    if name == "none" {
        let calls = calls.iter().filter(|call| call.import.is_none());
        let lines: Vec<_> =
            calls.map(|call| format!("{};", call.code)).collect();
        return format!("```rust\n{}\n```", lines.join("\n"));
    }
    let mut table =
        "| Call | `use sea_orm::…` | Otherwise the compiler says |\n| --- | --- | --- |"
            .to_owned();
    for Call {
        name, import, code, ..
    } in &calls
    {
        if let Some(import) = import {
            let message = &messages[name];
            table += &format!(
                "\n| `{}` | `{import}` | {message} |",
                code.replace('|', "\\|")
            );
        }
    }
    table
}

fn every_call_that_needs_a_use_has_a_message() {
    let messages = messages();
    let needs = calls().into_iter().filter(|call| call.import.is_some());
    let names: Vec<_> = needs.map(|call| call.name).collect();
    assert!(names.len() > 40, "{names:?}");
    assert_eq!(messages.len(), names.len());
    for name in names {
        assert!(messages.contains_key(&name), "{name}");
    }
}

/// `UPDATE_PAGES=1` writes the messages.
fn the_compiler_says_what_the_table_quotes() {
    is_the_version();
    let folder = folder();
    let text = read(CALLS);
    let without =
        text.lines().map(|line| match line.starts_with("    use sea_orm::") {
            true if !line.contains("prelude") => "",
            _ => line,
        });
    let without: Vec<_> = without.collect();
    let said = places_and_messages(&without.join("\n"), folder.path());
    let mut found = String::new();
    for call in calls() {
        let mut messages =
            said.iter().filter(|(line, _)| call.lines.contains(line));
        let message = messages.next();
        assert_eq!(message.is_some(), call.import.is_some(), "{}", call.name);
        assert_eq!(messages.next(), None, "{}", call.name);
        if let Some((_, message)) = message {
            found += &format!("{}: {message}\n", call.name);
        }
    }
    if updates_pages() {
        fs::write(root().join(MESSAGES), &found).unwrap();
    } else {
        let quoted = read(MESSAGES);
        assert!(quoted == found, "{}", difference(&quoted, &found));
    }
}

/// The traits of the table that aren't there if each module has this `use` instead of its own.
fn lacking(import: &str) -> BTreeSet<String> {
    let folder = folder();
    let text = read(CALLS).replace("#![deny(unused_imports)]", "");
    let lines =
        text.lines().map(|line| match line.starts_with("    use sea_orm::") {
            true if !line.contains("prelude") => import,
            _ => line,
        });
    let lines: Vec<_> = lines.collect();
    let said = places_and_messages(&lines.join("\n"), folder.path());
    let calls = calls().into_iter();
    let calls = calls
        .filter(|call| said.iter().any(|(line, _)| call.lines.contains(line)));
    calls.filter_map(|call| call.import).collect()
}

fn the_prelude_of_entities_lacks_what_the_dictionary_says() {
    is_the_version();
    assert_eq!(lacking("    use sea_orm::*;"), BTreeSet::new());
    let lacking = lacking("    use sea_orm::entity::prelude::*;");
    let names: Vec<_> =
        lacking.iter().map(|name| format!("`{name}`")).collect();
    let (last, names) = names.split_last().unwrap();
    let list = format!("and lacks {} and {last}.", names.join(", "));
    let page = read("guide/dictionary.md").replace('\n', " ");
    assert!(page.contains(&list), "{list}");
}

/// The compiler's errors with the lines that they name, from 1.
fn places_and_messages(code: &str, folder: &Path) -> Vec<(usize, String)> {
    let mut rustc = rustc(code, &libraries(), folder);
    let output = rustc.arg("--error-format=json").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let error = |line: &str| {
        let line: Value = line.parse().unwrap();
        let place = line["spans"].as_array()?.iter();
        let place = place.filter(|span| span["is_primary"] == true);
        let place =
            place.filter_map(|span| span["line_start"].as_u64()).next()?;
        let message = line["message"].as_str()?;
        let code = line["code"]["code"].as_str()?;
        (line["level"] == "error")
            .then(|| (place as usize, format!("{code}: {message}")))
    };
    text.lines().filter_map(error).collect()
}

testing::tests![
    every_call_that_needs_a_use_has_a_message;
    ignored:
        the_compiler_says_what_the_table_quotes,
        the_prelude_of_entities_lacks_what_the_dictionary_says
];
