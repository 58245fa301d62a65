//! Rows and arrows as text, drawn from a lesson's own tables.

/// Draws rows whose columns lead from one table to the next: a cell that repeats the line above is
/// left out, and so are the arrows to a NULL. `arrows` stand between the columns.
pub fn draw(rows: &[Vec<String>], arrows: &[&str]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<_> = (0..columns)
        .map(|column| width(column).unwrap_or(0))
        .collect();

    let mut lines = vec!["```text".to_owned()];
    let mut above: &[String] = &[];
    for row in rows {
        let same = above
            .iter()
            .zip(row)
            .take_while(|(above, cell)| above == cell)
            .count();
        let mut line = String::new();
        for (column, cell) in row
            .iter()
            .enumerate()
            .take_while(|(_, cell)| *cell != "NULL")
        {
            let blank = column < same;
            if column > 0 {
                let arrow = arrows[column - 1];
                let gap = arrow.chars().count();
                line += &format!(" {:gap$} ", if blank { "" } else { arrow });
            }
            let cell = if blank { "" } else { cell };
            line += &format!("{cell:0$}", widths[column]);
        }
        lines.push(line.trim_end().to_owned());
        above = row;
    }
    lines.push("```".to_owned());
    lines.join("\n")
}
