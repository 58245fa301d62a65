//! Text pictures: rows with arrows, and tables with their keys.

/// Draws rows whose columns lead from one table to the next: a cell that
/// repeats the line above is left out, and so are the arrows to nothing.
/// `arrows` are between the columns.
pub fn rows(rows: &[Vec<String>], arrows: &[&str]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<_> = (0..columns)
        .map(|column| width(column).unwrap_or(0))
        .collect();

    let mut lines = Vec::new();
    let mut above: &[String] = &[];
    for row in rows {
        let same = above
            .iter()
            .zip(row)
            .take_while(|(above, cell)| above == cell)
            .count();
        // NULL, and an empty list, are the end of a line.
        let full = row
            .iter()
            .take_while(|cell| *cell != "NULL" && !cell.is_empty())
            .count();
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate().take(full) {
            if column > 0 {
                let arrow = arrows[column - 1];
                let gap = arrow.chars().count();
                line += &format!(" {:gap$} ", if column < same { "" } else { arrow });
            }
            let cell = if column < same { "" } else { cell };
            line += &format!("{cell:0$}", widths[column]);
        }
        lines.push(line.trim_end().to_owned());
        above = row;
    }
    lines.join("\n")
}

/// A table of a schema step: its name, and the cells of its columns: name, type,
/// NULL or not, keys.
#[derive(Debug)]
pub struct Table {
    /// The table's name.
    pub name: String,
    /// The cells of each column.
    pub columns: Vec<Vec<String>>,
}

/// A line of the drawing, and the key that begins or ends at it.
struct Line {
    table: String,
    column: String,
    text: String,
}

/// A foreign key: its table and columns, and those that it points to.
#[derive(PartialEq)]
pub(super) struct Key<'a> {
    pub(super) from: (&'a str, Vec<&'a str>),
    pub(super) to: (&'a str, Vec<&'a str>),
}

impl<'a> Key<'a> {
    /// Those in the cell of a column: `foreign key to brand.id`, or of several
    /// columns, each of which has it: `foreign key (a, b) to room (c, d)`.
    pub(super) fn all(table: &'a str, column: &'a [String]) -> Vec<Self> {
        let mut keys = Vec::new();
        for key in column[3].split("foreign key ").skip(1) {
            let (from, to) = match key.strip_prefix("to ") {
                Some(to) => {
                    let to = to.split(',').next().unwrap();
                    let (other, to) = to.split_once('.').unwrap();
                    (vec![column[0].as_str()], (other, vec![to]))
                }
                None => {
                    let (from, to) = key.split_once(" to ").unwrap();
                    let (other, to) = to.split_once(' ').unwrap();
                    let to = to.split_inclusive(')').next().unwrap();
                    (list(from), (other, list(to)))
                }
            };
            let from = (table, from);
            keys.push(Key { from, to });
        }
        keys
    }
}

impl Key<'_> {
    /// The key in words.
    pub(super) fn words(&self) -> String {
        let side = |(table, columns): &(&str, Vec<&str>)| match columns.as_slice() {
            [column] => format!("{table}.{column}"),
            columns => format!("{table} ({})", columns.join(", ")),
        };
        format!("{} points to {}", side(&self.from), side(&self.to))
    }
}

/// Whether the keys of a column make it unique by itself.
pub(super) fn unique_alone(keys: &str) -> bool {
    let mut rest = keys;
    // A comma within `(a, b)` separates no keys.
    while let Some((before, after)) = rest.split_once('(') {
        if before.split(", ").any(unique) {
            return true;
        }
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    rest.split(", ").any(unique)
}

fn unique(key: &str) -> bool {
    ["primary key", "unique", "unique index"].contains(&key)
}

/// The names in `(a, b)`.
fn list(names: &str) -> Vec<&str> {
    names.trim_matches(['(', ')']).split(", ").collect()
}

/// Draws tables one below the other, and at their left an arrow for each foreign
/// key, from its columns to those that it refers to. A line fits a terminal.
pub fn tables(tables: &[Table]) -> String {
    let mut keys = Vec::new();
    for table in tables {
        for column in &table.columns {
            for key in Key::all(&table.name, column) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
    }
    // Two columns for each arrow, and two for its head.
    let margin = 2 * keys.len() + 2;
    let lines = lines(tables, 80 - margin - 1);
    let places = |(table, columns): &(&str, Vec<&str>)| -> Vec<usize> {
        let place = |column: &&str| {
            let mut lines = lines.iter();
            lines.position(|line| line.table == *table && line.column == *column)
        };
        columns
            .iter()
            .map(|column| place(column).unwrap())
            .collect()
    };
    let arrows: Vec<_> = keys
        .iter()
        .map(|key| (places(&key.from), places(&key.to)))
        .collect();

    let mut drawn = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut left = vec![' '; margin];
        for (lane, (from, to)) in arrows.iter().enumerate() {
            let all = || from.iter().chain(to);
            let (first, last) = (*all().min().unwrap(), *all().max().unwrap());
            if (first..=last).contains(&number) {
                let corner = match number {
                    _ if number == first => '┌',
                    _ if number == last => '└',
                    _ => '├',
                };
                let ends = all().any(|end| *end == number);
                let cell = &mut left[2 * lane];
                *cell = match (*cell, ends) {
                    ('─', true) if corner == '┌' => '┬',
                    ('─', true) if corner == '└' => '┴',
                    ('─', _) => '┼',
                    (_, true) => corner,
                    (_, false) => '│',
                };
                if ends {
                    left[2 * lane + 1..].iter_mut().for_each(|cell| *cell = '─');
                }
            }
        }
        if arrows.iter().any(|(_, to)| to.contains(&number)) {
            left[margin - 1] = '>';
        }
        let left: String = left.into_iter().collect();
        drawn.push(format!("{left} {}", line.text).trim_end().to_owned());
    }
    drawn.join("\n")
}

fn lines(tables: &[Table], limit: usize) -> Vec<Line> {
    let all = || tables.iter().flat_map(|table| &table.columns);
    let width = |cell: usize| all().map(|column| column[cell].len()).max().unwrap_or(0);
    let (names, types) = (width(0), width(1));
    let mut lines = Vec::new();
    for table in tables {
        let line = |column: &str, text: String| Line {
            table: table.name.clone(),
            column: column.to_owned(),
            text,
        };
        if !lines.is_empty() {
            lines.push(line("", String::new()));
        }
        lines.push(line("", table.name.clone()));
        for column in &table.columns {
            let [name, kind, null, keys] = column.as_slice() else {
                panic!("{column:?} is no column");
            };
            let null = if null == "yes" { "NULL  " } else { "" };
            let before = format!("{name:names$}  {kind:types$}  {null}");
            let after = " ".repeat(before.len());
            let options = textwrap::Options::new(limit)
                .initial_indent(&before)
                .subsequent_indent(&after);
            let texts = textwrap::wrap(keys, options);
            for (number, text) in texts.into_iter().enumerate() {
                let name = if number == 0 { name } else { "" };
                lines.push(line(name, text.into_owned()));
            }
        }
    }
    lines
}
