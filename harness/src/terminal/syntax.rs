//! The colors of Rust and of SQL: keywords, types, strings, numbers and comments. A library would take
//! longer to build than the rest of the lesson.

use anstyle::Style;

use super::text::{FAINT, KEYWORD, Line, NUMBER, PLAIN, STRING, TYPE};

const RUST: &str = " as async await const else enum fn for if impl in let match mod move mut pub ref return \
                    self static struct trait type use where while ";

/// A line of Rust.
pub(super) fn rust(line: &str) -> Line {
    colored(line, '"', "//", |word| {
        if RUST.contains(&format!(" {word} ")) {
            KEYWORD
        } else if word.starts_with(|c: char| c.is_ascii_uppercase())
            && !constant(word)
        {
            TYPE
        } else {
            PLAIN
        }
    })
}

/// A part of a statement. SeaORM writes keywords in capitals.
pub(super) fn sql(text: &str) -> Line {
    colored(text, '\'', "--", |word| match constant(word) {
        true => KEYWORD,
        false => PLAIN,
    })
}

/// Whether a word is written in capitals.
fn constant(word: &str) -> bool {
    word.len() > 1 && !word.contains(|c: char| c.is_ascii_lowercase())
}

/// Text whose strings are in `quotes`, whose comments begin with `comment` and end with the text, and
/// whose words have a style.
fn colored(
    text: &str,
    quotes: char,
    comment: &str,
    style: fn(&str) -> Style,
) -> Line {
    let mut line = Line::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (length, style) = if rest.starts_with(comment) {
            (rest.len(), FAINT)
        } else if first == quotes {
            let end = rest[1..].find(quotes);
            (end.map_or(rest.len(), |end| end + 2), STRING)
        } else if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let number = first.is_ascii_digit();
            (end, if number { NUMBER } else { style(&rest[..end]) })
        } else {
            (first.len_utf8(), PLAIN)
        };
        line = line.and(&rest[..length], style);
        rest = &rest[length..];
    }
    line
}
