//! Rows: what a call changed in a table, as a table with the old and the new cells.

use crate::markdown::escaped;

/// The columns of the primary key of each table, by lesson and table.
pub type Keys = std::collections::HashMap<(String, String), Vec<String>>;

/// A row of a block that says what changed, and what happened to it.
enum Row<'a> {
    Added(Vec<&'a str>),
    Deleted(Vec<&'a str>),
    Changed(Vec<&'a str>, Vec<&'a str>),
}

/// A block of changes as a table. `key` are the columns by which an old row is known again.
pub fn changes(text: &str, key: &[String]) -> String {
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let ends: Vec<usize> = header
        .char_indices()
        .filter(|(_, c)| *c == '|')
        .map(|(at, _)| header[..at].chars().count())
        .collect();
    let header = cells(header, &ends);
    let places: Vec<usize> = header
        .iter()
        .enumerate()
        .filter(|(_, name)| key.iter().any(|key| key == *name))
        .map(|(at, _)| at)
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let row = cells(line, &ends);
        let same = |old: &[&str]| {
            !places.is_empty()
                && places.iter().all(|&at| old.get(at) == row.get(at))
        };
        let old = match rows.last() {
            Some(Row::Deleted(old)) if line.starts_with('+') && same(old) => {
                Some(old.clone())
            }
            _ => None,
        };
        if let Some(old) = old {
            rows.pop();
            rows.push(Row::Changed(old, row));
        } else if line.starts_with('+') {
            rows.push(Row::Added(row));
        } else {
            rows.push(Row::Deleted(row));
        }
    }
    let head: String = header
        .iter()
        .map(|name| format!("<th scope=\"col\">{}</th>", escaped(name)))
        .collect();
    let body: String = rows.iter().map(|row| drawn(row, &header)).collect();
    let width: Vec<Vec<String>> =
        text.lines().map(|line| vec![line.to_owned()]).collect();
    let class = if is_wide(&width) { " wide" } else { "" };
    format!(
        "<div class=\"table-wrapper{class}\"><table class=\"changes\"><thead><tr>{head}<td></td></tr></thead><tbody>{body}\
         </tbody></table></div>"
    )
}

/// Whether the rows of a table are too long for a phone.
pub fn is_wide(rows: &[Vec<String>]) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, at| {
        row.get(at).map_or(0, |cell: &String| cell.chars().count())
    };
    let width = (0..columns)
        .map(|at| rows.iter().map(|row| cell(row, at)).max().unwrap_or(0) + 2);
    width.sum::<usize>() > 30
}

/// The cells of a line, whose columns end at `ends`. The first two characters say what happened to the row.
fn cells<'a>(line: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let at =
        |n: usize| line.char_indices().nth(n).map_or(line.len(), |(at, _)| at);
    let starts = [2].into_iter().chain(ends.iter().map(|end| end + 1));
    let stops = ends.iter().copied().chain([usize::MAX]);
    starts
        .zip(stops)
        .map(|(start, stop)| line[at(start)..at(stop).max(at(start))].trim())
        .collect()
}

fn drawn(row: &Row, header: &[&str]) -> String {
    let (what, cells) = match row {
        Row::Added(new) => (
            "added",
            vec![None; new.len()].into_iter().zip(new).collect::<Vec<_>>(),
        ),
        Row::Deleted(old) => {
            ("deleted", vec![None; old.len()].into_iter().zip(old).collect())
        }
        Row::Changed(old, new) => {
            ("changed", old.iter().map(Some).zip(new).collect())
        }
    };
    let cells =
        cells.into_iter().zip(header).map(|((old, new), name)| match old {
            Some(old) if old != new => changed(old, new, name),
            _ => format!(
                "<td data-label=\"{}\">{}</td>",
                escaped(name),
                value(new)
            ),
        });
    format!(
        "<tr class=\"{what}\">{}<td class=\"what\">{what}</td></tr>",
        cells.collect::<String>()
    )
}

/// A cell that changed. It says so in words too, for those who don't see it.
fn changed(old: &str, new: &str, name: &str) -> String {
    format!(
        "<td class=\"cell\" data-label=\"{}\"><span class=\"said\">changed from </span><del>{}</del> <span class=\"said\">to \
         </span><ins>{}</ins></td>",
        escaped(name),
        value(old),
        value(new)
    )
}

fn value(cell: &str) -> String {
    if cell == "NULL" {
        "<i>NULL</i>".to_owned()
    } else {
        escaped(cell)
    }
}
