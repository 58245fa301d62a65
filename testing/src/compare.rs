//! Texts against their snapshots.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use insta::internals::SnapshotContents;
use similar::TextDiff;

use crate::{file_names, root, server, server::GET_18, writes_snapshots};

/// Compares `text` with what `<folder>/<name>.snap` holds, the folder named from
/// the root of the workspace. The database's words in a snapshot are those of
/// PostgreSQL 18 in English. On any other server, blocks of words are left out of
/// the comparison.
///
/// # Panics
///
/// If they differ.
pub async fn snapshot(folder: &str, name: &str, description: &str, text: &str) {
    if !server().await.says_what_18_says() {
        same(folder, name, &without_words(text), |body| without_words(&body));
        return;
    }
    if !writes_snapshots().await
        && saved(folder, name).as_deref() == Some(text.trim())
    {
        return;
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(description);
    settings.set_snapshot_path(root().join(folder));
    // It writes the snapshot, or the new one beside it, as INSTA_UPDATE says.
    let write = || settings.bind(|| insta::assert_snapshot!(name, text));
    let written = catch_unwind(AssertUnwindSafe(write));
    without_source(&root().join(format!("{folder}/{name}.snap")));
    if written.is_err() {
        same(folder, name, text, |body| body);
    }
}

/// Removes what insta says of the test's file at the head of a snapshot: people read
/// snapshots, and insta compares without it.
fn without_source(file: &Path) {
    let text = fs::read_to_string(file).unwrap_or_default();
    let head = text.strip_prefix("---\nsource: ");
    if let Some((_, rest)) = head.and_then(|head| head.split_once('\n')) {
        fs::write(file, format!("---\n{rest}")).expect("insta wrote this file");
    }
}

/// Compares `text` with the part of a snapshot that `part` makes of it.
///
/// # Panics
///
/// If they differ.
pub fn same(
    folder: &str,
    name: &str,
    text: &str,
    part: impl Fn(String) -> String,
) {
    let differs = difference(&part(body(folder, name)), text);
    assert!(
        differs.is_empty(),
        "{folder}/{name}.snap: - snapshot, + now\n{differs}\
         INSTA_UPDATE=always writes it, on PostgreSQL 18 with English messages only. {GET_18}"
    );
}

/// The text of a snapshot.
pub fn body(folder: &str, name: &str) -> String {
    let missing = || {
        panic!(
            "{folder}/{name}.snap isn't written yet: first write the snapshots"
        )
    };
    saved(folder, name).unwrap_or_else(missing)
}

/// The text of a snapshot, if it is written.
pub fn saved(folder: &str, name: &str) -> Option<String> {
    let file = root().join(format!("{folder}/{name}.snap"));
    if !file.exists() {
        return None;
    }
    let snapshot = insta::Snapshot::from_file(&file);
    let snapshot =
        snapshot.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    match snapshot.contents() {
        SnapshotContents::Text(text) => {
            Some(text.to_string().trim().to_owned())
        }
        SnapshotContents::Binary(_) => panic!("{} is no text", file.display()),
    }
}

/// The snapshot of the step to which `file` belonged before another step was
/// added or removed: it has the same name and another number.
pub fn renumbered(file: &Path) -> Option<PathBuf> {
    let step = file.file_name()?.to_str()?.get(2..)?;
    let numbered =
        |name: &String| name.ends_with(".snap") && name.get(2..) == Some(step);
    let now = file_names(file.parent()?).into_iter().find(numbered)?;
    Some(file.with_file_name(now))
}

/// What to say about a link to `file`, which isn't there.
pub fn nowhere(file: &Path) -> String {
    let now = renumbered(file);
    let now = now
        .map(|now| format!("; the step has another number: {}", now.display()));
    format!("{} isn't there{}", file.display(), now.unwrap_or_default())
}

/// The lines in which two texts differ; empty if they don't.
pub fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old.trim(), new.trim());
    diff.unified_diff().context_radius(1).to_string()
}

/// The text without what is between ```` ```text ```` and ```` ``` ````, and without
/// the error below a statement.
fn without_words(text: &str) -> String {
    let mut parts = text.split("```text\n");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept += part.split_once("\n```").map_or("", |(_, rest)| rest);
    }
    let mut parts = kept.split("\n-- ERROR: ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.split_once("\n```").map_or("", |(_, rest)| rest);
    }
    text
}
