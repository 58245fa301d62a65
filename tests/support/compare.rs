//! Texts against their snapshots.

use std::panic::{AssertUnwindSafe, catch_unwind};

use insta::internals::SnapshotContents;
use similar::TextDiff;

use super::{root, server_says_what_18_says};

/// Whether `text` is what `tests/snapshots/<folder>/<name>.snap` holds; prints
/// the difference if it isn't. The database's words in a snapshot are those of
/// PostgreSQL 18 in English. On any other server, blocks of words are left out
/// of the comparison.
pub async fn snapshot(folder: &str, name: &str, description: &str, text: &str) -> bool {
    if server_says_what_18_says().await {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(description);
        settings.set_snapshot_path(root().join("tests/snapshots").join(folder));
        let compare = || settings.bind(|| insta::assert_snapshot!(name, text));
        return catch_unwind(AssertUnwindSafe(compare)).is_ok();
    }
    let differs = difference(&without_words(&body(folder, name)), &without_words(text));
    if !differs.is_empty() {
        println!("{folder}/{name}: - snapshot, + now\n{differs}");
        println!("Snapshots are written only on PostgreSQL 18 with English messages.");
    }
    differs.is_empty()
}

/// The text of a snapshot.
pub fn body(folder: &str, name: &str) -> String {
    let file = root().join(format!("tests/snapshots/{folder}/{name}.snap"));
    let snapshot = insta::Snapshot::from_file(&file);
    let snapshot = snapshot.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    match snapshot.contents() {
        SnapshotContents::Text(text) => text.to_string().trim().to_owned(),
        SnapshotContents::Binary(_) => panic!("{} is no text", file.display()),
    }
}

/// The lines in which two texts differ; empty if they don't.
pub fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old.trim(), new.trim());
    diff.unified_diff().context_radius(1).to_string()
}

/// The text without what is between ```` ```text ```` and ```` ``` ````.
fn without_words(text: &str) -> String {
    let mut parts = text.split("```text\n");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept += part.split_once("\n```").map_or("", |(_, rest)| rest);
    }
    kept
}
