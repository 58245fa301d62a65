//! Texts against their snapshots.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Once,
};

use insta::internals::SnapshotContents;
use similar::TextDiff;

use super::{file_names, root, say, server::GET_18, server_says_what_18_says};

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
    let differs = match saved(folder, name) {
        Some(old) => difference(&without_words(&old), &without_words(text)),
        None => "not written yet".to_owned(),
    };
    if !differs.is_empty() {
        println!("{folder}/{name}: - snapshot, + now\n{differs}");
        static SAID: Once = Once::new();
        SAID.call_once(|| {
            say(&format!(
                "INSTA_UPDATE=always writes snapshots, on PostgreSQL 18 alone. {GET_18}"
            ));
        });
    }
    differs.is_empty()
}

/// The text of a snapshot.
pub fn body(folder: &str, name: &str) -> String {
    let missing = || panic!("{folder}/{name}.snap isn't written yet: first write the snapshots");
    saved(folder, name).unwrap_or_else(missing)
}

/// The text of a snapshot, if it is written.
pub fn saved(folder: &str, name: &str) -> Option<String> {
    let file = root().join(format!("tests/snapshots/{folder}/{name}.snap"));
    if !file.exists() {
        return None;
    }
    let snapshot = insta::Snapshot::from_file(&file);
    let snapshot = snapshot.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    match snapshot.contents() {
        SnapshotContents::Text(text) => Some(text.to_string().trim().to_owned()),
        SnapshotContents::Binary(_) => panic!("{} is no text", file.display()),
    }
}

/// The snapshot of the step to which `file` belonged before another step was
/// added or removed: it has the same name and another number.
pub fn renumbered(file: &Path) -> Option<PathBuf> {
    let step = file.file_name()?.to_str()?.get(2..)?;
    let numbered = |name: &String| name.ends_with(".snap") && name.get(2..) == Some(step);
    let now = file_names(file.parent()?).into_iter().find(numbered)?;
    Some(file.with_file_name(now))
}

/// What to say about a link to `file`, which isn't there.
pub fn nowhere(file: &Path) -> String {
    let now = renumbered(file);
    let now = now.map(|now| format!("; the step has another number: {}", now.display()));
    format!("{} isn't there{}", file.display(), now.unwrap_or_default())
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
