//! A step as a terminal shows it: in few lines, with what matters in color. Markdown has all of it.

mod excerpt;

mod grid;

mod screen;

mod sql;

mod syntax;

mod text;

pub(crate) mod walk;

use std::mem::take;

pub use anstyle::Style;

pub use text::{ADDED, ERROR, Line, PLAIN};
use text::{FAINT, KEYWORD, NUMBER, TITLE};

use crate::{
    Change, Changes, Code, Outcome, Part, Record, RowChange, Step, picture,
    render, table::Table,
};

/// How much of a step is shown, and how wide.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The width in columns.
    pub width: usize,
    /// Whether there are colors: numbers look different without.
    pub colored: bool,
    /// How much of a step is shown.
    pub detail: Detail,
    /// How statements are shown.
    pub sql: Sql,
}

/// How much of a step is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The code of the first call alone, and what the others changed in a line each.
    Brief,
    /// The code that sent something, and some of the rows that changed.
    Step,
    /// All code and all rows.
    Full,
}

/// How statements are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sql {
    /// Not at all.
    Hidden,
    /// Without quotes, long lists cut.
    Short,
    /// As they were sent.
    Whole,
}

/// Tables with more rows show the first ones alone.
const ROWS: usize = 12;

/// So many rows are shown of a change with more.
const CHANGED: usize = 2;

/// The lines as a terminal takes them, each with its end.
pub fn painted(lines: &[Line], view: View) -> String {
    let lines = lines.iter().map(|line| line.painted(view.colored) + "\n");
    lines.collect()
}

/// The lesson's name and what it is about.
pub fn title(name: &str, about: &str, view: View) -> Vec<Line> {
    let mut page = Page::new(view);
    page.put(Line::new(name, TITLE), 0);
    page.words(about);
    page.gap();
    page.lines
}

/// A step's number and title, in a line.
pub fn heading(record: &Record, steps: usize, view: View) -> Vec<Line> {
    let heading = format!("── {} of {steps}  {} ", record.number, record.title);
    let rest = view.width.saturating_sub(heading.chars().count());
    let mut page = Page::new(view);
    page.put(Line::new(&(heading + &"─".repeat(rest)), TITLE), 3);
    page.lines
}

/// A line of code shows so many numbers one by one.
const MOST: usize = 3;

/// A step without its heading.
pub fn step(record: &Record, database: &str, view: View) -> Vec<Line> {
    let mut page = Page::new(view);
    page.words(&record.words);
    let (mut codes, mut number) = (Vec::new(), 1);
    page.gap();
    for part in &record.parts {
        match part {
            Part::Code(code) => codes.push(code),
            Part::Outcome(outcome) => {
                let brief = view.detail == Detail::Brief && number > 1;
                if brief {
                    codes.clear();
                }
                page.outcome(
                    record,
                    &take(&mut codes),
                    outcome,
                    (number, database, brief),
                );
                number += outcome.statements.len();
            }
        }
    }
    if view.detail == Detail::Full {
        page.code(record, &codes, None);
    }
    page.lines
}

/// What the calls of a step returned, without anything else.
pub fn tables(record: &Record, view: View) -> Vec<Line> {
    let mut page = Page::new(view);
    for outcome in record.outcomes() {
        page.returned(outcome);
        page.gap();
    }
    page.lines
}

/// Lines are no longer on a wider terminal: they would be hard to read.
pub(crate) const WIDEST: usize = 120;

/// The tables with their keys as the steps so far have shown them, and the rows after the last of these
/// steps.
fn picture(records: &[Record], view: View) -> Vec<Line> {
    let mut tables: Vec<picture::Table> = Vec::new();
    for outcome in records.iter().flat_map(Record::outcomes) {
        let name = outcome.caption.strip_prefix("Table ");
        if let (Some(name), Some(table)) = (name, &outcome.table) {
            tables.retain(|table| table.name != name);
            tables.push(picture::Table {
                name: name.to_owned(),
                columns: table.rows.clone(),
            });
        }
    }
    let mut page = Page::new(view);
    for line in picture::drawn(&tables, view.width).lines() {
        // The line of a table has arrows and its name alone.
        let start = line.find(char::is_alphanumeric).unwrap_or(line.len());
        let (arrows, text) = line.split_at(start);
        let is_table = tables.iter().any(|table| table.name == text);
        let style = if is_table { TITLE } else { PLAIN };
        page.put(Line::new(arrows, PLAIN).and(text, style), 4);
    }
    let stored = records.last().map(|record| record.stored.tables());
    for (name, table, count) in stored.into_iter().flatten() {
        page.lines.push(Line::default());
        page.put(
            Line::new(name, TITLE).and(&format!(": {count} rows"), PLAIN),
            0,
        );
        if !table.rows.is_empty() {
            page.table(&table, "");
        }
    }
    page.lines
}

/// The steps of a lesson with what each shows.
pub fn list(steps: &[Step], view: View) -> Vec<Line> {
    let widest = steps.iter().map(|step| step.name().len()).max();
    let indent = widest.unwrap_or(0) + 7;
    let mut page = Page::new(view);
    for (number, step) in (1..).zip(steps) {
        let name = Line::new(&format!(" {number:2}. {}", step.name()), PLAIN);
        let name = name.padded(indent, false);
        page.put(name.then(words(&step.summary())), indent);
    }
    page.lines
}

/// Words with the code in them.
fn words(text: &str) -> Line {
    let parts = text.split('`').enumerate();
    parts.fold(Line::default(), |line, (place, part)| match place % 2 {
        1 => line.and(part, NUMBER),
        _ => line.and(part, PLAIN),
    })
}

/// Lines that are put together.
struct Page {
    view: View,
    lines: Vec<Line>,
}

impl Page {
    fn new(view: View) -> Self {
        Self {
            view,
            lines: Vec::new(),
        }
    }

    fn brief(&self) -> bool {
        self.view.detail == Detail::Brief
    }

    /// A line, broken where the terminal ends.
    fn put(&mut self, line: Line, indent: usize) {
        self.lines.extend(line.wrapped(self.view.width, indent));
    }

    fn words(&mut self, text: &str) {
        for paragraph in text.split('\n') {
            self.put(words(paragraph), 0);
        }
    }

    /// An empty line, unless there is one or few lines are to be shown.
    fn gap(&mut self) {
        if !self.brief()
            && self.lines.last().is_some_and(|last| last.width() > 0)
        {
            self.lines.push(Line::default());
        }
    }

    fn outcome(
        &mut self,
        record: &Record,
        codes: &[&Code],
        outcome: &Outcome,
        at: (usize, &str, bool),
    ) {
        let (number, database, brief) = at;
        if !outcome.statements.is_empty() && number > 1 {
            self.gap();
        }
        if outcome.refused_by.is_some() {
            self.words(&format!("Attempt to {}.", outcome.caption));
        }
        self.code(record, codes, Some(outcome));
        if outcome.refused_by.is_none() {
            self.gap();
        }
        let several = self.brief() && outcome.statements.len() > 2;
        self.statements(
            outcome,
            number,
            if brief || several { 1 } else { self.most() },
        );
        let said = outcome.said.iter();
        if let Some(rule) = outcome.refused_by {
            said.for_each(|said| {
                self.put(Line::new(&format!("    {said}"), ERROR), 4)
            });
            if !self.brief() {
                self.words(&render::refusal(rule, outcome));
            }
        } else if !outcome.said.is_empty() && !self.brief() {
            self.words(&format!("Output of {database}:"));
            said.for_each(|said| {
                self.put(Line::new(&format!("    {said}"), FAINT), 4)
            });
        }
        self.returned(outcome);
        if let Some(changes) = &outcome.changes {
            self.changes(changes, outcome.refused_by.is_some());
        }
        if !outcome.rolled_back.is_empty() {
            self.words(&render::rolled_back(&outcome.rolled_back));
        }
    }

    /// The most lines of a statement.
    fn most(&self) -> usize {
        match self.view.detail {
            Detail::Brief => 2,
            Detail::Step => 4,
            Detail::Full => usize::MAX,
        }
    }

    /// The calls, and the code that they ran.
    fn code(
        &mut self,
        record: &Record,
        codes: &[&Code],
        outcome: Option<&Outcome>,
    ) {
        let calls = outcome.map_or(&[][..], |outcome| &outcome.calls);
        let silent =
            outcome.is_some_and(|outcome| outcome.statements.is_empty());
        let shown = |code: &&&Code| {
            let sent = !record.numbers(code).is_empty();
            self.view.detail == Detail::Full
                || sent
                || silent && code.text.contains("fn ")
        };
        let items = codes.iter().filter(shown);
        let items: Vec<_> =
            items.map(|code| Item::of(code, record, self.view)).collect();
        let mut place = items.first().map(|item| &*item.place);
        let together = calls.join(", ");
        let fits = together.chars().count() < self.view.width
            && !together.contains(" // ");
        let calls = match self.brief() && fits {
            true if !calls.is_empty() => vec![together],
            _ => calls.to_vec(),
        };
        for call in calls {
            self.call(syntax::rust(&call).bold(), take(&mut place));
        }
        let mut path = items.first().map(|item| item.path);
        for (number, item) in items.iter().enumerate() {
            // An item of another file stands under its own.
            let other = path != Some(item.path);
            if self.view.detail == Detail::Full && number > 0 {
                self.gap();
            }
            let place = take(&mut place);
            let place = if other { Some(&*item.place) } else { place };
            path = Some(item.path);
            self.item(item, place);
        }
        if self.view.detail == Detail::Full {
            self.gap();
        }
    }

    /// A call or a line, and where its code is, as much of it as fits in the line.
    fn call(&mut self, call: Line, place: Option<&str>) {
        let rest = self.view.width.saturating_sub(call.width());
        let fits = |place: &&String| place.chars().count() + 2 <= rest;
        let place = place.unwrap_or_default();
        let file = place.rsplit_once('/').map(|(_, file)| format!("…/{file}"));
        let places = [place.to_owned(), file.unwrap_or_default()];
        let place = places.iter().find(fits).map_or("", |place| place);
        self.put(call.then(Line::new(place, FAINT).padded(rest, true)), 4);
    }

    /// An item or an excerpt of it, with the numbers of the statements.
    fn item(&mut self, item: &Item, place: Option<&str>) {
        if let ([(line, numbers)], Some(place), true) =
            (&*item.lines, place, self.brief())
        {
            let line =
                syntax::rust(line).and(" ", PLAIN).then(self.badges(numbers));
            return self.call(line, Some(place));
        }
        if let Some(place) = place {
            self.put(Line::new(place, FAINT), 4);
        }
        let numbered =
            item.lines.iter().filter(|(_, numbers)| !numbers.is_empty());
        let column = numbered.map(|(line, _)| line.chars().count() + 1).max();
        for (line, numbers) in &item.lines {
            let margin = line.len() - line.trim_start().len();
            match numbers.as_slice() {
                [] => self.put(syntax::rust(line), margin + 4),
                numbers => self.numbered(
                    syntax::rust(line),
                    numbers,
                    column.unwrap_or(0),
                ),
            }
        }
    }

    /// A line with the numbers of what it sent, from that column on if they fit there.
    fn numbered(&mut self, line: Line, numbers: &[usize], column: usize) {
        let badges = self.badges(numbers);
        let fits = |column: usize| column + badges.width() <= self.view.width;
        let column = if fits(column) {
            column
        } else {
            line.width() + 1
        };
        if fits(column) {
            let line = line.padded(column, false).then(badges);
            self.lines.push(line);
        } else {
            self.put(line, 8);
            self.lines.push(badges.padded(self.view.width, true));
        }
    }

    fn badges(&self, numbers: &[usize]) -> Line {
        match numbers {
            [first, ..] if numbers.len() > MOST => {
                self.badge(*first, &render::ranges(numbers))
            }
            numbers => numbers.iter().fold(Line::default(), |line, number| {
                line.then(self.badge(*number, &number.to_string()))
            }),
        }
    }

    /// A number, on its color or in brackets.
    fn badge(&self, number: usize, text: &str) -> Line {
        match self.view.colored {
            true => Line::new(&format!(" {text} "), text::badge(number)),
            false => Line::new(&format!("({text})"), PLAIN),
        }
    }

    fn statements(&mut self, outcome: &Outcome, first: usize, most: usize) {
        for (number, sent) in (first..).zip(&outcome.statements) {
            let badge = self.badge(number, &number.to_string());
            let indent = badge.width() + 1;
            let width = self.view.width.saturating_sub(indent).max(20);
            let lines = match self.view.sql {
                Sql::Hidden => return,
                Sql::Short => sql::lines(&sql::short(&sent.sql), width, most),
                Sql::Whole => {
                    let sql = render::broken(&sent.sql, width);
                    sql.lines().map(str::to_owned).collect()
                }
            };
            let mut start = badge.and(" ", PLAIN);
            for line in lines {
                self.put(start.then(syntax::sql(&line)), indent + 2);
                start = Line::default().padded(indent, false);
            }
        }
    }

    /// The rows or lines that came back, under their caption.
    fn returned(&mut self, outcome: &Outcome) {
        if !outcome.returned() {
            return;
        }
        let caption = words(&format!("{}:", outcome.caption));
        if let Some(short) = self.beside_caption(outcome) {
            self.put(caption.then(short), 4);
            return;
        }
        self.gap();
        match &outcome.table {
            Some(table) if self.brief() && !table.rows.is_empty() => {
                return self.table(table, &outcome.caption);
            }
            _ if outcome.caption.is_empty() => {}
            _ => self.put(caption, 0),
        }
        for line in &outcome.lines {
            self.put(Line::new(line, PLAIN), 4);
        }
        match &outcome.table {
            Some(table) if table.rows.is_empty() => self.words("No rows."),
            Some(table) => self.table(table, ""),
            None => {}
        }
    }

    /// One row or line, if it fits beside its caption.
    fn beside_caption(&self, outcome: &Outcome) -> Option<Line> {
        if let Some(columns) = outcome.table.as_ref().and_then(Table::columns) {
            return self
                .brief()
                .then(|| Line::new(&format!(" {columns}"), PLAIN));
        }
        let text = match (&outcome.table, &*outcome.lines) {
            (None, [line]) => line.clone(),
            (Some(Table { header, rows }), []) if rows.len() == 1 => {
                let cells = header.iter().zip(&rows[0]);
                let cells = cells.map(|(name, cell)| format!("{name} {cell}"));
                cells.collect::<Vec<_>>().join(", ")
            }
            _ => return None,
        };
        let fits = outcome.caption.chars().count() + 2 + text.chars().count()
            <= self.view.width;
        (fits && self.brief()).then(|| Line::new(&format!(" {text}"), PLAIN))
    }

    fn table(&mut self, table: &Table, caption: &str) {
        let (shown, rest) = self.some(&table.rows, ROWS, ROWS - 2);
        let cells = |row: &Vec<String>, style: Style| {
            let cells = row.iter().map(|cell| Line::new(cell, style));
            cells.collect::<Vec<_>>()
        };
        let mut rows = vec![cells(&table.header, TITLE)];
        rows.extend(shown.iter().map(|row| cells(row, PLAIN)));
        self.grid(&rows, caption);
        self.more(rest);
    }

    /// Rows with words beside the first one.
    fn grid(&mut self, rows: &[Vec<Line>], words: &str) {
        let (mut lines, indent) = grid::drawn(rows);
        let header = lines.remove(0);
        self.beside(header, words);
        for line in lines {
            self.put(line, indent);
        }
    }

    /// All of the rows, or the first ones and how many there are more.
    fn some<'a, T>(
        &self,
        rows: &'a [T],
        limit: usize,
        shown: usize,
    ) -> (&'a [T], usize) {
        match rows.len() > limit && self.view.detail < Detail::Full {
            true => (&rows[..shown], rows.len() - shown),
            false => (rows, 0),
        }
    }

    fn more(&mut self, rest: usize) {
        if rest > 0 {
            self.put(Line::new(&format!(" … {rest} more rows"), FAINT), 1);
        }
    }

    fn changes(&mut self, changes: &Changes, refused: bool) {
        // A refusal has said so.
        if changes.is_empty() && !refused && !self.brief() {
            self.words("No row changed.");
        }
        if !changes.is_empty() {
            self.gap();
        }
        for sentence in render::sentences(changes) {
            self.words(&sentence);
        }
        for change in &changes.tables {
            if let Some((before, now)) = change.counted {
                self.words(&format!(
                    "{} had {before} rows and has {now}.",
                    change.table
                ));
            } else if self.brief() && !change.rows.iter().any(is_updated) {
                self.summary(change);
            } else if !change.rows.is_empty() {
                self.change(change);
            }
        }
    }

    /// The rows of a table that are different, each after what happened to it.
    fn change(&mut self, change: &Change) {
        let (shown, rest) = self.some(&change.rows, CHANGED + 1, CHANGED);
        let others = match change.same {
            0 => String::new(),
            1 => "1 other row as it was".to_owned(),
            same => format!("{same} other rows as they were"),
        };
        let mut rows = vec![vec![Line::new(&change.table, TITLE)]];
        rows[0].extend(change.header.iter().map(|name| Line::new(name, TITLE)));
        for row in shown {
            let (what, style, cells) = match row {
                RowChange::Added(cells) => (" added", ADDED, plain(cells)),
                RowChange::Removed(cells) => (" removed", ERROR, plain(cells)),
                RowChange::Updated(old, new) => {
                    (" changed", KEYWORD, updated(old, new))
                }
            };
            let mut row = vec![Line::new(what, style)];
            row.extend(cells);
            rows.push(row);
        }
        self.grid(&rows, &others);
        self.more(rest);
    }

    /// The rows that a table has more or less, in a line.
    fn summary(&mut self, change: &Change) {
        let mut line = Line::new(&change.table, TITLE);
        let mut gap = " ";
        for (what, style, is_added) in
            [("removed", ERROR, false), ("added", ADDED, true)]
        {
            let rows = change.rows.iter().filter_map(|row| match row {
                RowChange::Added(cells) if is_added => Some(cells.join(", ")),
                RowChange::Removed(cells) if !is_added => {
                    Some(cells.join(", "))
                }
                _ => None,
            });
            let rows: Vec<_> = rows.collect();
            line = match rows.as_slice() {
                [] => line,
                [row] => line
                    .and(gap, PLAIN)
                    .and(what, style)
                    .and(&format!(" {row}"), PLAIN),
                rows => {
                    let count = format!(" {} rows", rows.len());
                    line.and(gap, PLAIN).and(what, style).and(&count, PLAIN)
                }
            };
            if !rows.is_empty() {
                gap = "; ";
            }
        }
        self.put(line, 4);
    }

    /// A line, and words at its right or above it.
    fn beside(&mut self, line: Line, text: &str) {
        let words = words(text);
        if words.width() == 0 {
            self.put(line, 4);
        } else if line.width() + 2 + words.width() <= self.view.width {
            let rest = self.view.width - line.width();
            self.put(line.then(words.padded(rest, true)), 0);
        } else {
            self.put(words, 0);
            self.put(line, 4);
        }
    }
}

fn is_updated(row: &RowChange) -> bool {
    matches!(row, RowChange::Updated(..))
}

/// An item, or what is shown of it.
struct Item<'a> {
    path: &'a str,
    /// The file and the first line that is shown.
    place: String,
    /// The lines with the numbers of what they sent.
    lines: Vec<(String, Vec<usize>)>,
}

impl<'a> Item<'a> {
    fn of(code: &'a Code, record: &Record, view: View) -> Self {
        let text = render::without_errors(&code.text);
        // What is left out is above all that sends.
        let cut = code.text.lines().count() - text.lines().count();
        let all: Vec<_> = text.lines().collect();
        let mut numbers = record.numbers(code);
        numbers.sort();
        let sent: Vec<_> = numbers.iter().map(|(line, _)| line - cut).collect();
        let full = view.detail == Detail::Full;
        let shown = match full {
            true => (0..all.len()).map(Some).collect(),
            false => excerpt::excerpt(
                &all,
                &sent,
                if view.detail == Detail::Brief { 4 } else { 10 },
            ),
        };
        let first =
            shown.iter().flatten().next().map_or(0, |first| first + cut);
        let margin = |line: &str| line.len() - line.trim_start().len();
        let filled =
            shown.iter().flatten().filter(|place| !all[**place].is_empty());
        let margin = filled.map(|place| margin(all[*place])).min().unwrap_or(0);
        let mut lines: Vec<(String, Vec<usize>)> = Vec::new();
        for place in shown {
            let Some(place) = place else {
                lines.push(("…".to_owned(), Vec::new()));
                continue;
            };
            let line = all[place].get(margin..).unwrap_or_default();
            if !full && line.trim_start().starts_with("//") {
                continue;
            }
            let sent = sent.iter().position(|sent| *sent == place);
            let numbers = sent.map_or(&[][..], |sent| &numbers[sent].1);
            match lines.last_mut().filter(|_| !full) {
                Some(last) if joins(last, line, numbers, view.width) => {
                    let space = if last.0.ends_with('=') { " " } else { "" };
                    last.0 += &format!("{space}{}", line.trim_start());
                    last.1.extend(numbers);
                }
                _ => lines.push((line.to_owned(), numbers.to_owned())),
            }
        }
        Self {
            path: &code.path,
            lines: if view.detail == Detail::Brief {
                shortened(lines)
            } else {
                lines
            },
            place: format!("{}:{}", code.path, code.line + first),
        }
    }
}

/// The first lines and the last one, if there are more than some.
fn shortened(
    mut lines: Vec<(String, Vec<usize>)>,
) -> Vec<(String, Vec<usize>)> {
    let middle = 2..lines.len().saturating_sub(1);
    if middle.len() > 2
        && lines[middle.clone()].iter().all(|(_, numbers)| numbers.is_empty())
    {
        lines.splice(middle, [("    …".to_owned(), Vec::new())]);
    }
    lines
}

/// Whether a call of a chain fits in the line before it.
fn joins(
    (last, before): &(String, Vec<usize>),
    line: &str,
    numbers: &[usize],
    width: usize,
) -> bool {
    let chained = line.trim_start().starts_with('.') || last.ends_with(" =");
    let badges = 4 * (before.len() + numbers.len()).min(MOST) + 1;
    let long =
        last.chars().count() + line.trim_start().chars().count() + badges;
    chained && !last.contains("//") && long <= width
}

fn plain(cells: &[String]) -> Vec<Line> {
    cells.iter().map(|cell| Line::new(cell, PLAIN)).collect()
}

/// The cells of a row, both values where they differ.
fn updated(old: &[String], new: &[String]) -> Vec<Line> {
    let cells = old.iter().zip(new).map(|(old, new)| match old == new {
        true => Line::new(new, PLAIN),
        false => {
            Line::new(old, text::REMOVED).and(" → ", FAINT).and(new, ADDED)
        }
    });
    cells.collect()
}
