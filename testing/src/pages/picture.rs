//! Text pictures: rows with arrows. Those of tables are the harness's.

pub use harness::picture::{Key, Table, tables};

/// Draws rows whose columns lead from one table to the next: a cell that
/// repeats the line above is left out, and so are the arrows to nothing.
/// `arrows` are between the columns.
pub fn rows(rows: &[Vec<String>], arrows: &[&str]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max()
    };
    let widths: Vec<_> =
        (0..columns).map(|column| width(column).unwrap_or(0)).collect();

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
                line += &format!(
                    " {:gap$} ",
                    if column < same { "" } else { arrow }
                );
            }
            let cell = if column < same { "" } else { cell };
            line += &format!("{cell:0$}", widths[column]);
        }
        lines.push(line.trim_end().to_owned());
        above = row;
    }
    lines.join("\n")
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
