//! Which line of the workspace sent a statement.

use std::{
    backtrace::Backtrace,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

/// A place in a source file at which a call was under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The whole path of the file, as it was when the file was compiled.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1. At an `.await` it is that of `await`.
    pub column: usize,
}

impl Frame {
    /// Whether the file is the one that is called `path` in the workspace. The workspace's folder may
    /// have another name by now.
    pub fn is_in(&self, path: &str) -> bool {
        let folder = self.file.strip_suffix(path);
        folder.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
    }
}

/// In the path of each file of this crate.
const OWN: &str = "/harness/src/";

/// Whether the program has no line tables, as a release build. Then a backtrace costs time and tells
/// nothing.
static BLIND: AtomicBool = AtomicBool::new(false);

/// The calls that are under way on this thread, the innermost first, without those of the standard
/// library, of crates from the registry and of this crate. None if the program was built without line
/// tables.
pub(crate) fn frames() -> Vec<Frame> {
    if BLIND.load(Relaxed) {
        return Vec::new();
    }
    // The alternate form has whole paths.
    let trace = format!("{:#}", Backtrace::force_capture());
    let places = trace.lines().filter_map(|line| {
        let (place, column) =
            line.trim().strip_prefix("at ")?.rsplit_once(':')?;
        let (file, line) = place.rsplit_once(':')?;
        Some(Frame {
            file: file.replace('\\', "/"),
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        })
    });
    let mut frames: Vec<_> = places.collect();
    // The standard library brings its own, but this function is always among the calls.
    let own = |frame: &Frame| frame.file.contains(OWN);
    BLIND.store(!frames.iter().any(own), Relaxed);
    let others = ["/rustc/", "/registry/src/", OWN];
    frames
        .retain(|frame| !others.iter().any(|other| frame.file.contains(other)));
    frames
}
