//! The picture of tables with their keys, as text.

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

/// A foreign key.
#[derive(Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// Its table and columns.
    pub from: (&'a str, Vec<&'a str>),
    /// Those that it points to.
    pub to: (&'a str, Vec<&'a str>),
}

impl<'a> Key<'a> {
    /// Those in the cell of a column: `foreign key to brand.id`, or of several
    /// columns, each of which has it: `foreign key (a, b) to room (c, d)`.
    pub fn all(table: &'a str, column: &'a [String]) -> Vec<Self> {
        let [name, .., keys] = column else {
            return Vec::new();
        };
        let keys = keys.split("foreign key ").skip(1);
        let keys = keys.filter_map(|key| {
            let (from, to) = match key.strip_prefix("to ") {
                Some(to) => {
                    let (other, to) = to.split(',').next()?.split_once('.')?;
                    (vec![name.as_str()], (other, vec![to]))
                }
                None => {
                    let (from, to) = key.split_once(" to ")?;
                    let (other, to) = to.split_once(' ')?;
                    (list(from), (other, list(to.split_inclusive(')').next()?)))
                }
            };
            let from = (table, from);
            Some(Self { from, to })
        });
        keys.collect()
    }
}

impl Key<'_> {
    /// The key in words.
    pub fn words(&self) -> String {
        let side =
            |(table, columns): &(&str, Vec<&str>)| match columns.as_slice() {
                [column] => format!("{table}.{column}"),
                columns => format!("{table} ({})", columns.join(", ")),
            };
        format!("{} points to {}", side(&self.from), side(&self.to))
    }
}

/// The names in `(a, b)`.
fn list(names: &str) -> Vec<&str> {
    names.trim_matches(['(', ')']).split(", ").collect()
}

/// Draws tables one below the other, and at their left an arrow for each foreign
/// key, from its columns to those that it refers to. A line fits a terminal.
pub fn tables(tables: &[Table]) -> String {
    drawn(tables, 80)
}

/// The same in lines of at most `width` columns.
pub(crate) fn drawn(tables: &[Table], width: usize) -> String {
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
    let lines = lines(tables, width.saturating_sub(margin + 1));
    let places = |(table, columns): &(&str, Vec<&str>)| -> Vec<usize> {
        let place = |column: &&str| {
            let mut lines = lines.iter();
            lines
                .position(|line| line.table == *table && line.column == *column)
        };
        columns.iter().filter_map(place).collect()
    };
    let arrows: Vec<_> =
        keys.iter().map(|key| (places(&key.from), places(&key.to))).collect();

    let mut drawn = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut left = vec![' '; margin];
        for (lane, (from, to)) in arrows.iter().enumerate() {
            let all = || from.iter().chain(to);
            let (Some(&first), Some(&last)) = (all().min(), all().max()) else {
                continue;
            };
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
                    left[2 * lane + 1..]
                        .iter_mut()
                        .for_each(|cell| *cell = '─');
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
    let width =
        |cell: usize| all().map(|column| column[cell].len()).max().unwrap_or(0);
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
                continue;
            };
            let null = if null == "yes" { "NULL  " } else { "" };
            let before = format!("{name:names$}  {kind:types$}  {null}");
            let after = " ".repeat(before.len());
            let options = textwrap::Options::new(limit.max(before.len() + 10))
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
