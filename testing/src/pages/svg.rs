//! The picture of tables as SVG: keys, crow's feet, the delete rule and NULL.

use std::fmt::Write;

use super::picture::{Key, Table, unique_alone};

/// Pixels.
const ROW: usize = 24;
const HEAD: usize = 30;
const GAP: usize = 84;
const LETTER: usize = 7;
/// What is left of a column's name: the badge of its key.
const BADGE: usize = 48;

/// In the reader's own colors, light or dark.
const STYLE: &str = "<style>\
    svg{font:12px ui-monospace,\"DejaVu Sans Mono\",monospace;--bg:#fff;--fg:#1f2328;--mut:#59636e;\
    --line:#d1d9e0;--head:#f6f8fa;--key:#9a6700;--fk:#0969da}\
    @media(prefers-color-scheme:dark){svg{--bg:#0d1117;--fg:#f0f6fc;--mut:#9198a1;--line:#3d444d;\
    --head:#151b23;--key:#d29922;--fk:#4493f8}}\
    .box{fill:var(--bg);stroke:var(--line)}.head{fill:var(--head)}.name{font-weight:700;fill:var(--fg)}\
    .column{fill:var(--fg)}.type,.rule{fill:var(--mut)}.type{text-anchor:end}\
    .rule{font-size:10px;text-anchor:middle;paint-order:stroke;stroke:var(--bg);stroke-width:4px}.badge{font-size:10px;font-weight:700;fill:var(--mut)}\
    .PK{fill:var(--key)}.FK{fill:var(--fk)}.key{fill:none;stroke:var(--fk);stroke-width:1.5}\
    .end{fill:var(--bg);stroke:var(--fk);stroke-width:1.5}</style>";

/// A table where it is drawn.
struct Placed<'a> {
    table: &'a Table,
    x: usize,
    width: usize,
}

impl Placed<'_> {
    /// The middle of a column's line.
    fn y(&self, column: &str) -> usize {
        let place =
            self.table.columns.iter().position(|found| found[0] == column);
        HEAD + ROW * place.unwrap_or(0) + ROW / 2
    }

    fn height(&self) -> usize {
        HEAD + ROW * self.table.columns.len() + 6
    }

    fn right(&self) -> usize {
        self.x + self.width
    }
}

/// Draws the tables side by side, and an arrow from each foreign key to what it refers to.
pub fn tables(tables: &[Table]) -> String {
    let placed = placed(tables);
    let find =
        |name: &str| placed.iter().position(|found| found.table.name == name);
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
    let (mut drawn, mut rules) = (String::new(), String::new());
    let mut lower = placed.iter().map(Placed::height).max().unwrap_or(0) + 10;
    for (lane, key) in keys.iter().enumerate() {
        let places = find(key.from.0).zip(find(key.to.0));
        let (from, to) = places.expect("a key is between tables");
        let last = key.from.1.len().max(key.to.1.len());
        for place in 0..last {
            let columns = (key.from.1[place], key.to.1[place]);
            draw(
                &mut drawn,
                &placed,
                [from, to],
                columns,
                (lane, keys.len(), lower),
            );
        }
        rules += &rule(&placed[from], key.from.1[0], from > to);
        if from.abs_diff(to) != 1 {
            lower += 16;
        }
    }
    let width = placed.last().map_or(0, Placed::right) + 40;
    let words: Vec<_> = keys.iter().map(Key::words).collect();
    let boxes: String = placed.iter().map(drawn_box).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-40 -4 {} {}\" width=\"{}\" role=\"img\" \
         aria-label=\"{}\">{STYLE}{boxes}{drawn}{rules}</svg>\n",
        width + 40,
        lower + 8,
        width + 40,
        words.join("; "),
    )
}

/// The tables from left to right. One that refers to two others is between them.
fn placed(tables: &[Table]) -> Vec<Placed<'_>> {
    let mut order: Vec<&Table> = Vec::new();
    for table in tables {
        let keys = table
            .columns
            .iter()
            .flat_map(|column| Key::all(&table.name, column));
        let targets: Vec<_> = keys.map(|key| key.to.0.to_owned()).collect();
        let mut places = order.iter().enumerate();
        let places =
            places.by_ref().filter(|(_, found)| targets.contains(&found.name));
        let places: Vec<_> = places.map(|(place, _)| place).collect();
        match places.as_slice() {
            [first, _, ..] => order.insert(first + 1, table),
            _ => order.push(table),
        }
    }
    let mut x = 0;
    let mut placed = Vec::new();
    for table in order {
        let letters = table.columns.iter().map(|column| {
            let null = usize::from(column[2] == "yes");
            column[0].len() + column[1].len() + null + 2
        });
        let letters = letters.max().unwrap_or(0);
        let width =
            (BADGE + letters * LETTER + 14).max(table.name.len() * 8 + 24);
        placed.push(Placed { table, x, width });
        x += width + GAP;
    }
    placed
}

fn drawn_box(placed: &Placed) -> String {
    let Placed { table, x, width } = placed;
    let mut text = format!(
        "<g transform=\"translate({x},0)\"><rect class=\"box\" width=\"{width}\" height=\"{}\" rx=\"6\"/>\
         <path class=\"head\" d=\"M1 {HEAD}V7a6 6 0 0 1 6-6h{}a6 6 0 0 1 6 6v{}z\"/>\
         <text class=\"name\" x=\"10\" y=\"20\">{}</text>",
        placed.height(),
        width - 14,
        HEAD - 7,
        table.name
    );
    for column in &table.columns {
        let y = placed.y(&column[0]) + 4;
        let keys = &column[3];
        let badges = [
            ("primary key", "PK"),
            ("foreign key", "FK"),
            ("unique", "U"),
        ];
        let found = badges.iter().filter(|(words, _)| keys.contains(words));
        let found: Vec<_> = found.map(|(_, badge)| *badge).collect();
        // A column that is both key and foreign key shows both.
        let badge = found.iter().take(2).copied().collect::<Vec<_>>().join("·");
        let class = found.first().copied().unwrap_or_default();
        let null = if column[2] == "yes" { "?" } else { "" };
        let _ = write!(
            text,
            "<text class=\"badge {class}\" x=\"8\" y=\"{y}\">{badge}</text>\
             <text class=\"column\" x=\"{BADGE}\" y=\"{y}\">{}</text>\
             <text class=\"type\" x=\"{}\" y=\"{y}\">{}{null}</text>",
            column[0],
            width - 10,
            column[1]
        );
    }
    text + "</g>"
}

/// Draws one column of a foreign key. `lane` is its number, how many keys there are, and the height at
/// which a line passes below the tables that are between.
fn draw(
    text: &mut String,
    placed: &[Placed],
    [from, to]: [usize; 2],
    columns: (&str, &str),
    (lane, lanes, lower): (usize, usize, usize),
) {
    let (child, parent) = (&placed[from], &placed[to]);
    let (y1, y2) = (child.y(columns.0), parent.y(columns.1));
    // Which side of each table the line touches: -1 is the left one.
    let (side1, side2) = match from.cmp(&to) {
        std::cmp::Ordering::Less => (1, -1),
        std::cmp::Ordering::Greater => (-1, 1),
        std::cmp::Ordering::Equal => (1, 1),
    };
    let edge = |placed: &Placed, side: i32| {
        let x = if side < 0 { placed.x } else { placed.right() };
        i32::try_from(x).expect("a picture is small")
    };
    let (x1, x2) = (edge(child, side1), edge(parent, side2));
    let number = |n: usize| i32::try_from(n).expect("a picture is small");
    // Lines in one gap don't cover one another.
    let step = 24 + number(lane) * 24 / number(lanes.max(1));
    let path = if from == to || from.abs_diff(to) == 1 {
        let middle = x1 + side1 * step;
        format!("M{x1} {y1}H{middle}V{y2}H{x2}")
    } else {
        let (out, back) = (x1 + side1 * step, x2 + side2 * step);
        format!("M{x1} {y1}H{out}V{lower}H{back}V{y2}H{x2}")
    };
    let _ = write!(text, "<path class=\"key\" d=\"{path}\"/>");
    let column =
        child.table.columns.iter().find(|column| column[0] == columns.0);
    let column = column.expect("a key is of a column");
    let alone = unique_alone(&column[3]);
    let near = |x: i32, side: i32, by: i32| x + side * by;
    // Many children, or one at most.
    let mark = if alone {
        let x = near(x1, side1, 8);
        format!("M{x} {}v12", y1 - 6)
    } else {
        let x = near(x1, side1, 12);
        format!("M{x1} {}L{x} {y1}L{x1} {}", y1 - 6, y1 + 6)
    };
    // Exactly one parent, or none.
    let bars = [near(x2, side2, 7), near(x2, side2, 11)];
    let one = format!("M{} {}v12", bars[0], y2 - 6);
    let other = match column[2].as_str() {
        "yes" => format!(
            "<circle class=\"end\" cx=\"{}\" cy=\"{y2}\" r=\"4\"/>",
            near(x2, side2, 15)
        ),
        _ => format!("<path class=\"key\" d=\"M{} {}v12\"/>", bars[1], y2 - 6),
    };
    let _ = write!(text, "<path class=\"key\" d=\"{mark}{one}\"/>{other}");
}

/// The delete rule of a foreign key, beside its column.
fn rule(child: &Placed, column: &str, left: bool) -> String {
    let keys = child.table.columns.iter().find(|found| found[0] == column);
    let rule = keys.and_then(|keys| keys[3].split("on delete ").nth(1));
    let Some(rule) = rule.and_then(|rule| rule.split([',', ')']).next()) else {
        return String::new();
    };
    let x = match left {
        true => i32::try_from(child.x).expect("a picture is small") - 34,
        false => i32::try_from(child.right()).expect("a picture is small") + 34,
    };
    let y = child.y(column) + 17;
    format!(
        "<text class=\"rule\" x=\"{x}\" y=\"{y}\">{}</text>",
        rule.to_uppercase()
    )
}

/// Draws rows whose columns lead from one table to the next, as
/// [`rows`](super::picture::rows) does: a cell that repeats the line above is drawn once, and nothing
/// leads to a missing row. `arrows` are between the columns.
pub fn rows(rows: &[Vec<String>], arrows: &[&str]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    };
    let mut x = Vec::new();
    let mut next = 0;
    for column in 0..columns {
        x.push(next);
        next += width(column) * 8 + 20 + GAP;
    }
    let (mut lines, mut cells) = (String::new(), String::new());
    // Where the cell of each column was drawn last.
    let mut at = vec![0; columns];
    let mut above: &[String] = &[];
    for (number, row) in rows.iter().enumerate() {
        let y = 14 + number * (ROW + 4);
        let same = above
            .iter()
            .zip(row)
            .take_while(|(above, cell)| above == cell)
            .count();
        let full = row
            .iter()
            .take_while(|cell| *cell != "NULL" && !cell.is_empty())
            .count();
        for (column, cell) in row.iter().enumerate().take(full).skip(same) {
            at[column] = y;
            let wide = width(column) * 8 + 20;
            let _ = write!(
                cells,
                "<rect class=\"box\" x=\"{}\" y=\"{}\" width=\"{wide}\" height=\"{}\" rx=\"4\"/>\
                 <text class=\"column\" x=\"{}\" y=\"{}\">{cell}</text>",
                x[column],
                y - 11,
                ROW - 2,
                x[column] + 10,
                y + 4
            );
            if let Some(arrow) =
                column.checked_sub(1).map(|before| arrows[before])
            {
                let begin = x[column - 1] + width(column - 1) * 8 + 20;
                let (left, right) = (begin + 2, x[column] - 2);
                let middle = right - 22;
                let _ = write!(
                    lines,
                    "<path class=\"key\" d=\"M{left} {}H{middle}V{y}H{right}\"/>",
                    at[column - 1]
                );
                if arrow.starts_with('<') {
                    let y = at[column - 1];
                    let _ = write!(
                        lines,
                        "<path class=\"key\" d=\"M{} {}L{left} {y}L{} {}\"/>",
                        left + 7,
                        y - 4,
                        left + 7,
                        y + 4
                    );
                }
                if arrow.ends_with('>') {
                    let _ = write!(
                        lines,
                        "<path class=\"key\" d=\"M{} {}L{right} {y}L{} {}\"/>",
                        right - 7,
                        y - 4,
                        right - 7,
                        y + 4
                    );
                }
            }
        }
        above = row;
    }
    let (width, height) = (next - GAP + 4, rows.len() * (ROW + 4) + 8);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-2 -2 {width} {height}\" width=\"{width}\" \
         role=\"img\" aria-label=\"Rows and the foreign keys between them\">{STYLE}{lines}{cells}</svg>\n"
    )
}
