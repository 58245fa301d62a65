//! Code, cut from the file that was compiled.

use std::{
    ops::RangeInclusive,
    path::{Component, Path, PathBuf},
};

use crate::Frame;

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
    /// The item with its documentation and attributes, at the left margin.
    pub text: String,
}

/// A source file, compiled in as text: `source!("../entity/car_brand.rs")`. `source!()` is the file in
/// which it stands.
#[macro_export]
macro_rules! source {
    () => {
        $crate::Source {
            beside: file!(),
            file: "",
            text: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../",
                file!()
            )),
        }
    };
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
        if self.file.is_empty() {
            return self.beside.replace('\\', "/");
        }
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
            let found =
                within.clone().find(|line| declares(lines[*line], name))?;
            let end = found + end(&lines[found..within.end])?;
            if names.peek().is_some() {
                within = found + 1..end;
                continue;
            }
            let start = beginning(&lines, found);
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

    /// What the file says about itself in its `//!`, or about its function `name` in its `///`: the
    /// heading and the sentences after it.
    pub fn words(&self, function: Option<&str>) -> (String, String) {
        let lines: Vec<_> = self.text.lines().collect();
        let function = function.and_then(|name| {
            lines.iter().position(|line| declares(line, name))
        });
        let said: Vec<_> = match function {
            None => lines
                .iter()
                .map_while(|line| line.strip_prefix("//!"))
                .collect(),
            Some(found) => lines[beginning(&lines, found)..found]
                .iter()
                .filter_map(|line| line.strip_prefix("///"))
                .collect(),
        };
        let said =
            said.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let said = said.collect::<Vec<_>>().join("\n");
        let (heading, words) = said.split_once("\n\n").unwrap_or((&said, ""));
        let heading = heading.trim_start_matches("# ").to_owned();
        let paragraphs =
            words.split("\n\n").map(|part| part.replace('\n', " "));
        (heading, paragraphs.collect::<Vec<_>>().join("\n\n"))
    }

    /// The names of the public items between the function before `function` whose name also is that of
    /// a step, and `function` itself: what that step shows, in its order. Of a module that is an entity,
    /// it is the `Model`.
    pub(crate) fn public_items(&self, function: &str) -> Vec<String> {
        let lines: Vec<_> = self.text.lines().collect();
        let end = lines.iter().position(|line| declares(line, function));
        let end = end.unwrap_or(lines.len());
        let start = lines[..end].iter().rposition(|line| {
            line.contains("async fn ")
                && line.split(['(', '<']).next().is_some_and(is_step)
        });
        let items = &lines[start.map_or(0, |start| start + 1)..end];
        let mut names = Vec::new();
        for line in items {
            let Some(rest) = line.strip_prefix("pub ") else {
                continue;
            };
            let mut words =
                rest.split_whitespace().skip_while(|word| *word == "async");
            let kind = words.next().unwrap_or_default();
            let name = words.next().unwrap_or_default();
            let name =
                name.split(|c: char| !c.is_alphanumeric() && c != '_').next();
            let name = name.unwrap_or_default();
            if matches!(kind, "fn" | "struct" | "enum" | "trait" | "type") {
                names.push(name.to_owned());
            } else if kind == "mod" {
                let model = format!("{name}::Model");
                names.extend(self.cut(&model).is_some().then_some(model));
            }
        }
        names
    }

    /// The constants of the file that `code` names, each without its documentation.
    pub(crate) fn constants_in(&self, code: &str) -> Vec<Code> {
        let mut words: Vec<_> = code
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| {
                word.len() > 1 && !word.contains(|c: char| c.is_lowercase())
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        let constant =
            |line: &str| line.trim_start_matches("pub ").starts_with("const ");
        let is_one = |name: &&str| {
            let mut lines = self.text.lines();
            lines.any(|line| constant(line) && declares(line, name))
        };
        let found = words.into_iter().filter(is_one);
        let found = found.filter_map(|name| self.cut(name));
        let mut found: Vec<_> =
            found.map(Code::without_documentation).collect();
        found.sort_by_key(|code| code.line);
        found
    }

    /// The call that is awaited at this place, from the file's text: `update_price(db, "C2", 21_500)`.
    pub(crate) fn call(&self, line: usize, column: usize) -> Option<String> {
        let before: usize =
            self.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let text = self.text.get(..before + column - 1)?;
        let text = text.strip_suffix('.').unwrap_or(text).trim_end();
        let mut depth = 0_usize;
        let mut start = text.len();
        for (place, c) in text.char_indices().rev() {
            match c {
                ')' | ']' | '}' => depth += 1,
                '(' | '[' | '{' if depth == 0 => break,
                '(' | '[' | '{' => depth -= 1,
                c if depth > 0
                    || c.is_alphanumeric()
                    || "_:.<>&".contains(c) => {}
                _ => break,
            }
            start = place;
        }
        let call: Vec<_> = text.get(start..)?.split_whitespace().collect();
        let call = call
            .join(" ")
            .replace("( ", "(")
            .replace(", )", ")")
            .replace(" .", ".");
        let call = call
            .replace("&*", "")
            .replace("show.db()", "db")
            .replace("&tx", "tx");
        let call = call.trim_start_matches('&').to_owned();
        call.ends_with(')').then_some(call)
    }

    /// The lines of an item, from 1, its documentation included.
    pub(crate) fn lines_of(&self, item: &str) -> Option<RangeInclusive<usize>> {
        let code = self.cut(item)?;
        Some(code.line..=code.line + code.text.lines().count() - 1)
    }
}

/// Whether `words` end with the name of a step's function.
fn is_step(words: &str) -> bool {
    let name = words.rsplit(' ').next().unwrap_or_default();
    name == "step" || name.ends_with("_step")
}

impl Code {
    /// The same without the `///` above it.
    fn without_documentation(mut self) -> Self {
        let documented = |line: &&str| line.starts_with("///");
        self.line += self.text.lines().take_while(documented).count();
        let rest: Vec<_> = self.text.lines().skip_while(documented).collect();
        self.text = rest.join("\n");
        self
    }

    /// Whether it is a constant.
    pub(crate) fn is_constant(&self) -> bool {
        let item = self.text.trim_start_matches("pub ");
        item.starts_with("const ")
    }

    /// `TOYOTA = 1`, if the item is a constant that is a whole number.
    pub(crate) fn number(&self) -> Option<String> {
        let (name, value) =
            self.text.split_once("const ")?.1.split_once(" = ")?;
        let (name, value) = (name.split(':').next()?, value.strip_suffix(';')?);
        value.parse::<i64>().ok().map(|number| format!("{name} = {number}"))
    }

    /// Whether the item has the line of this frame. An attribute is none: what its macro makes is on its
    /// line.
    pub fn has(&self, frame: &Frame) -> bool {
        let place = frame.line.checked_sub(self.line);
        let text = place.and_then(|place| self.text.lines().nth(place));
        frame.is_in(&self.path)
            && text.is_some_and(|text| !text.trim_start().starts_with("#["))
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
    let mut words = line.split_whitespace().skip_while(|word| {
        matches!(*word, "pub" | "pub(crate)" | "pub(super)" | "async")
    });
    let kind = words.next().unwrap_or_default();
    let rest = words.next().unwrap_or_default();
    let found = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next();
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

/// The first line of the documentation and the attributes above line `item`; `item` if there are none.
fn beginning(lines: &[&str], item: usize) -> usize {
    let above = lines[..item].iter().rev().take_while(|line| {
        let line = line.trim();
        let comment = line.starts_with("//");
        (line.starts_with("///") || !comment)
            && !line.is_empty()
            && (comment || !line.ends_with(['{', '}', ';']))
    });
    item - above.count()
}
