//! The picture of a lesson's tables, with what the SQL of a step touches.

use std::collections::BTreeMap;

use crate::code::tokens;

/// What a step does to a column or, with an empty name, to rows of a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Touch {
    Read,
    Written,
    Deleted,
}

/// The picture `svg` with the columns marked by which `sql` finds rows, those that it writes and the tables from which it
/// deletes, and a legend. `None` if it touches none of them.
pub fn marked(svg: &str, sql: &str) -> Option<String> {
    let touched = touched(sql);
    let mut seen = [false; 3];
    let mut groups = svg.split("<g ");
    let mut out = groups.next()?.to_owned();
    for group in groups {
        out += "<g ";
        let table =
            between(group, "class=\"name\"", "</text>").unwrap_or_default();
        let width = between(group, "class=\"box\" width=\"", "")
            .and_then(|rest| rest.split('"').next()?.parse::<u32>().ok());
        // Each row of it begins with a badge, which may be empty.
        let mut columns = group.split("<text class=\"badge");
        out += columns.next()?;
        if touched.get(&(table, "")) == Some(&Touch::Deleted) {
            seen[2] = true;
            out = out.replacen(
                &format!(">{table}</text>"),
                &format!(" text-decoration=\"line-through\">{table}</text>"),
                1,
            );
        }
        for column in columns {
            let name = between(column, "class=\"column\"", "</text>")
                .unwrap_or_default();
            if let Some(touch) = touched.get(&(table, name)) {
                seen[*touch as usize] = true;
                let y = between(column, " y=\"", "").and_then(|rest| {
                    rest.split('"').next()?.parse::<u32>().ok()
                })?;
                let class = if *touch == Touch::Read {
                    "read"
                } else {
                    "written"
                };
                out += &format!(
                    "<rect class=\"{class}\" x=\"1\" y=\"{}\" width=\"{}\" height=\"22\"/>",
                    y - 15,
                    width? - 2
                );
            }
            out += "<text class=\"badge";
            out += column;
        }
    }
    let said = [
        ("read", "finds rows by"),
        ("written", "writes"),
        ("deleted", "deletes rows of"),
    ];
    let legend = said.iter().zip(seen).filter(|(_, seen)| *seen).map(
        |((class, words), _)| format!("<span class=\"{class}\">{words}</span>"),
    );
    let legend = legend.collect::<Vec<_>>().join(" ");
    (!legend.is_empty()).then(|| {
        format!("<div class=\"picture touched\">{out}<p>{legend}</p></div>")
    })
}

/// What is between `start` and `end`, or after `start` if `end` is empty.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let rest = text.split_once(start)?.1;
    if end.is_empty() {
        return Some(rest);
    }
    rest.split_once(end)?.0.split_once('>').map(|(_, inner)| inner)
}

/// By table and column.
fn touched(sql: &str) -> BTreeMap<(&str, &str), Touch> {
    let mut touched = BTreeMap::new();
    let parts: Vec<&str> = sql.split("\n-- ").collect();
    // A number and its statement, and behind it what the database answered if it refused it.
    for (at, part) in parts.iter().enumerate() {
        let refused =
            parts.get(at + 1).is_some_and(|next| next.starts_with("ERROR"));
        let statement = part
            .split_once('\n')
            .filter(|_| !refused)
            .map_or("", |(_, statement)| statement);
        let words: Vec<&str> = tokens(statement)
            .into_iter()
            .filter(|token| !token.trim().is_empty())
            .collect();
        let name = |at: usize| words.get(at).map(|word| word.trim_matches('"'));
        let (mut clause, mut table) = ("", "");
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).copied().unwrap_or("");
            match *word {
                "INTO" | "UPDATE" | "DELETE" => {
                    clause = word;
                    table = name(at + if *word == "DELETE" { 2 } else { 1 })
                        .unwrap_or("");
                    if *word == "DELETE" {
                        touched.insert((table, ""), Touch::Deleted);
                    }
                }
                "SET" | "VALUES" | "WHERE" | "ON" | "RETURNING" | "ORDER"
                | "GROUP" | "LIMIT" | "SELECT" | "FROM" => clause = word,
                quoted if quoted.starts_with('"') => match clause {
                    "INTO" if name(at) != Some(table) => mark(
                        &mut touched,
                        (table, quoted.trim_matches('"')),
                        Touch::Written,
                    ),
                    "SET" if next == "=" => mark(
                        &mut touched,
                        (table, quoted.trim_matches('"')),
                        Touch::Written,
                    ),
                    "WHERE" | "ON" if next == "." => {
                        let column = name(at + 2).unwrap_or("");
                        mark(
                            &mut touched,
                            (quoted.trim_matches('"'), column),
                            Touch::Read,
                        );
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }
    touched
}

/// A column that is written is not marked as read.
fn mark<'a>(
    touched: &mut BTreeMap<(&'a str, &'a str), Touch>,
    column: (&'a str, &'a str),
    touch: Touch,
) {
    let known = touched.entry(column).or_insert(touch);
    *known = touch.max(*known);
}
