//! Cells in columns.

use super::text::Line;

/// The rows, numbers at the right of their column, and where the last column begins: a line that is too
/// long goes on there.
pub(super) fn drawn(rows: &[Vec<Line>]) -> (Vec<Line>, usize) {
    let columns = rows.first().map_or(0, Vec::len);
    let cells =
        |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let widths = (0..columns)
        .map(|column| cells(column).map(Line::width).max().unwrap_or(0));
    let widths: Vec<_> = widths.collect();
    let number = |cell: &Line| cell.is_number() || cell.width() == 0;
    let numbers = (0..columns).map(|column| cells(column).skip(1).all(number));
    let numbers: Vec<_> = numbers.collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths.iter().zip(&numbers));
        cells.fold(Line::default(), |line, (cell, (width, number))| {
            let gap = if line.width() == 0 { 0 } else { 2 };
            let line = line.clone().padded(line.width() + gap, false);
            line.then(cell.clone().padded(*width, *number))
        })
    });
    let before = widths.len().saturating_sub(1);
    let indent = widths.iter().take(before).map(|width| width + 2).sum();
    (lines.map(Line::trimmed).collect(), indent)
}
