//! Whoever pastes a message finds its section.

use std::fs;

use testing::{body, file_names, pages};

use crate::compile_errors::messages_on_the_page;

/// What people paste into a search: messages of the database, the compiler or SeaORM, and words of
/// other object-relational mappers. It must find a page.
const PASTED: &[&str] = &[
    "the trait bound",
    "column reference \"id\" is ambiguous",
    "is not an iterator",
    "invalid reference to FROM-clause entry",
    "cannot find `user_role` in `super`",
    "None of the records are updated",
    "database is locked",
    "no method named `cursor_by` found",
    "cannot find type `JoinType` in this scope",
    "no method named `get_schema_registry` found",
    "current transaction is aborted",
    "deadlock detected",
    "diamond relation",
    "related_name",
    "select_related",
    "prefetch_related",
    "PROTECT",
    "annotate",
    "bulk_create",
    "get_or_create",
    "N+1",
    "Connection pool timed out",
    "has overflowed its stack",
    "recursion in an async fn requires boxing",
    "query_results` buffer is empty",
];

/// All pages, as a search reads them.
fn text_of_all_pages() -> String {
    let pages = pages::all();
    pages.iter().map(|page| fs::read_to_string(page).unwrap()).collect()
}

/// What a snapshot quotes: the lines of its `text` blocks, and the errors below its statements.
fn quoted(snapshot: &str) -> Vec<&str> {
    let mut quoted = Vec::new();
    let mut inside = false;
    for line in snapshot.lines() {
        match line {
            "```text" => inside = true,
            "```" => inside = false,
            _ if inside && !line.trim().is_empty() => quoted.push(line),
            _ => quoted.extend(line.strip_prefix("-- ERROR: ")),
        }
    }
    quoted
}

fn every_message_that_a_test_sees_is_on_a_page() {
    let pages = text_of_all_pages();
    let mut messages = messages_on_the_page();
    for folder in ["traps", "recipes"] {
        let folder = format!("guide/snapshots/{folder}");
        for file in file_names(&folder) {
            let snapshot = body(&folder, file.trim_end_matches(".snap"));
            messages.extend(quoted(&snapshot).into_iter().map(str::to_owned));
        }
    }
    assert!(messages.len() > 100, "{}", messages.len());
    messages.retain(|message| !pages.contains(message.as_str()));
    assert!(messages.is_empty(), "on no page: {messages:#?}");
}

/// What was measured, and is on no page, helps nobody.
fn every_table_of_a_claim_is_on_a_page() {
    let pages = text_of_all_pages();
    for file in file_names("guide/snapshots/claims") {
        let block = file.replace(".snap", " -->");
        let block = format!("<!-- shown: claims {block}");
        assert!(pages.contains(&block), "{block}");
    }
}

fn what_people_paste_is_on_a_page() {
    let pages = text_of_all_pages();
    for message in PASTED {
        assert!(pages.contains(message), "{message:?} is on no page");
    }
}

testing::tests![
    every_message_that_a_test_sees_is_on_a_page,
    every_table_of_a_claim_is_on_a_page,
    what_people_paste_is_on_a_page,
];
