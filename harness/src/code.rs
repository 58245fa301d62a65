//! Code, cut from the file that was compiled.

use std::path::{Component, Path, PathBuf};

/// A source file of the workspace, as [`source!`](crate::source) names it.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The file that names it, from the root of the workspace.
    pub beside: &'static str,
    /// Its path, as that file sees it.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// An item of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The file, from the root of the workspace.
    pub path: String,
    /// The item's first line, from 1.
    pub line: usize,
    /// The item with its attributes and without its documentation, at the left margin.
    pub text: String,
}

/// A source file, compiled in as text: `source!("../entity/car_brand.rs")`.
#[macro_export]
macro_rules! source {
    ($file:literal) => {
        $crate::Source {
            beside: file!(),
            file: $file,
            text: include_str!($file),
        }
    };
}

impl Source {
    /// The file, from the root of the workspace.
    pub fn path(&self) -> String {
        let folder = Path::new(self.beside).parent().unwrap_or(Path::new(""));
        let mut path = PathBuf::new();
        for part in folder.join(self.file).components() {
            match part {
                Component::ParentDir => drop(path.pop()),
                part => path.push(part),
            }
        }
        path.display().to_string().replace('\\', "/")
    }

    /// The item of that name, if the file has it. It relies on rustfmt: an item ends with the first
    /// line that closes a bracket at the item's own indentation.
    pub fn cut(&self, item: &str) -> Option<Code> {
        let lines: Vec<_> = self.text.lines().collect();
        let mut within = 0..lines.len();
        let mut names = item.split("::").peekable();
        while let Some(name) = names.next() {
            let found = within.clone().find(|line| declares(lines[*line], name))?;
            let end = found + end(&lines[found..within.end])?;
            if names.peek().is_some() {
                within = found + 1..end;
                continue;
            }
            let start = first_attribute(&lines, found);
            let margin = indentation(lines[found]);
            let text: Vec<_> = lines[start..=end]
                .iter()
                .map(|line| line.get(margin..).unwrap_or_default())
                .collect();
            return Some(Code {
                path: self.path(),
                line: start + 1,
                text: text.join("\n"),
            });
        }
        None
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether the line begins an item of that name, or the `impl` that `name` spells out.
fn declares(line: &str, name: &str) -> bool {
    if name.starts_with("impl ") {
        return line.trim_start().starts_with(name);
    }
    let mut words = line
        .split_whitespace()
        .skip_while(|word| matches!(*word, "pub" | "pub(crate)" | "pub(super)" | "async"));
    let kind = words.next().unwrap_or_default();
    let rest = words.next().unwrap_or_default();
    let found = rest
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next();
    matches!(
        kind,
        "fn" | "struct" | "enum" | "trait" | "mod" | "const" | "type"
    ) && found == Some(name)
}

/// The last line of the item that begins with the first of `lines`.
fn end(lines: &[&str]) -> Option<usize> {
    let margin = indentation(lines[0]);
    if lines[0].ends_with([';', '}']) {
        return Some(0);
    }
    lines.iter().position(|line| {
        indentation(line) == margin
            && line.trim_start().starts_with(['}', ']', ')'])
            && line.ends_with(['}', ';'])
    })
}

/// The first line of the attributes above line `item`; `item` if there are none.
fn first_attribute(lines: &[&str], item: usize) -> usize {
    let above = lines[..item].iter().rev().take_while(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("//") && !line.ends_with(['{', '}', ';'])
    });
    item - above.count()
}
