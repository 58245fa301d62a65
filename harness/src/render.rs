//! A step as Markdown, or drawn for a terminal.

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table as Drawn, presets};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::{Change, Changes, Code, Outcome, Part, Record, RowChange, table::Table};

/// How a step is shown.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Markdown, for a file, a page or a snapshot.
    Markdown,
    /// Drawn tables and colored headings, for a terminal of so many columns.
    Terminal {
        /// The width in columns.
        width: u16,
    },
}

/// What is shown besides a step's words and rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Show {
    /// The code.
    pub code: bool,
    /// The number of each code's first line: for people, not for files that are compared.
    pub lines: bool,
    /// The statements behind each table.
    pub sql: bool,
    /// What the database said, error messages and query plans, with the name of the database.
    pub said: Option<&'static str>,
}

const TITLE: Style = Style::new().bold();
const ERROR: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const ADDED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const NUMBER: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const FAINT: Style = Style::new().dimmed();

/// The lesson's name and what it is about.
pub fn title(name: &str, about: &str, form: Form) -> String {
    match form {
        Form::Markdown => format!("# {name}\n\n{about}\n\n"),
        Form::Terminal { .. } => {
            format!("{TITLE}{name}{TITLE:#}\n\n{}\n\n", wrapped(about, form))
        }
    }
}

/// The step's number and title.
pub fn heading(record: &Record, form: Form) -> String {
    let Record { number, title, .. } = record;
    match form {
        Form::Markdown => format!("## {number}. {title}\n\n"),
        Form::Terminal { width } => {
            let heading = format!("{number}. {title}");
            let rule = "─".repeat(usize::from(width).saturating_sub(heading.chars().count() + 4));
            format!("{TITLE}── {heading} {rule}{TITLE:#}\n\n")
        }
    }
}

/// One step without its heading.
pub fn step(record: &Record, form: Form, show: Show) -> String {
    let mut text = format!("{}\n\n", wrapped(&record.words, form));
    let mut number = 1;
    let mut parts = record.parts.as_slice();
    while let [part, rest @ ..] = parts {
        parts = rest;
        match part {
            Part::Code(first) => {
                let mut items = vec![first];
                // What stands together in the file stands together here.
                while let [Part::Code(next), rest @ ..] = parts
                    && next.path == first.path
                {
                    items.push(next);
                    parts = rest;
                }
                if show.code {
                    text += &code(record, &items, form, show);
                }
            }
            Part::Outcome(outcome) => {
                text += &self::outcome(outcome, number, form, show);
                number += outcome.statements.len();
            }
        }
    }
    text
}

/// Items of one file.
fn code(record: &Record, items: &[&Code], form: Form, show: Show) -> String {
    let mut place = items[0].path.clone();
    if show.lines {
        place += &format!(":{}", items[0].line);
    }
    let mut text = String::new();
    for (number, item) in items.iter().enumerate() {
        let constants = number > 0 && item.is_constant() && items[number - 1].is_constant();
        text += match number {
            0 => "",
            _ if constants => "\n",
            _ => "\n\n",
        };
        let numbers = match show.sql {
            true => record.numbers(item),
            false => Vec::new(),
        };
        text += &without_errors(&numbered(&item.text, &numbers, form));
    }
    match form {
        Form::Markdown => format!("```rust\n// {place}\n{text}\n```\n\n"),
        Form::Terminal { .. } => {
            format!("{FAINT}┌ {place}{FAINT:#}\n{text}\n{FAINT}└{FAINT:#}\n\n")
        }
    }
}

/// The code without the section on errors in its documentation: the words of the step say what fails.
fn without_errors(code: &str) -> String {
    let section = code.find("/// # Errors");
    let Some((above, rest)) = section.map(|place| code.split_at(place)) else {
        return code.to_owned();
    };
    let rest: Vec<_> = rest
        .lines()
        .skip_while(|line| line.trim_start().starts_with("///"))
        .collect();
    format!(
        "{}\n{}",
        above.trim_end().trim_end_matches("///").trim_end(),
        rest.join("\n")
    )
}

/// The code with the numbers of its statements as comments at the end of their lines. A line is named by
/// its place, from 0.
pub fn numbered(text: &str, numbers: &[(usize, Vec<usize>)], form: Form) -> String {
    let lines: Vec<_> = text.lines().collect();
    let width = |line: &&str| line.chars().count();
    let numbered = numbers.iter().filter_map(|(line, _)| lines.get(*line));
    let widest = numbered.map(width).max().unwrap_or(0);
    let mut out = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let Some((_, numbers)) = numbers.iter().find(|(line, _)| *line == place) else {
            out.push((*line).to_owned());
            continue;
        };
        let number = format!("// {}", ranges(numbers));
        match form {
            Form::Markdown => out.push(format!("{line:widest$} {number}")),
            Form::Terminal { width } => {
                let fits = line.chars().count() + 1 + number.len() <= usize::from(width);
                let indent = " ".repeat(line.len() - line.trim_start().len());
                let number = format!("{NUMBER}{number}{NUMBER:#}");
                match fits {
                    true => out.push(format!("{line} {number}")),
                    // Above the line, where a comment would stand.
                    false => out.extend([format!("{indent}{number}"), (*line).to_owned()]),
                }
            }
        }
    }
    out.join("\n")
}

/// Numbers in ascending order: `1`, `1, 3`, `1 to 5, 7`.
fn ranges(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let words = ranges.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn outcome(outcome: &Outcome, number: usize, form: Form, show: Show) -> String {
    let mut text = head(outcome, form);
    if show.sql && !outcome.statements.is_empty() {
        text += &sql(outcome, number, form, show);
    }
    let named = outcome.refused_by.is_none() && !outcome.caption.is_empty();
    if named && (outcome.table.is_some() || !outcome.lines.is_empty() || show.said.is_some()) {
        let caption = format!("{}:", outcome.caption);
        text += &format!("{}\n\n", wrapped(&caption, form));
    }
    if let Some(table) = &outcome.table {
        text += &match (form, table.rows.as_slice()) {
            (_, []) => "No rows.\n\n".to_owned(),
            (Form::Markdown, _) => format!("{}\n\n", markdown(table)),
            (Form::Terminal { width }, _) => format!("{}\n\n", drawn(table, width)),
        };
    }
    if !outcome.lines.is_empty() {
        text += &block(&outcome.lines, "text", form, Style::new());
    }
    if let Some(database) = show.said.filter(|_| !outcome.said.is_empty()) {
        // A refusal stands under its statement.
        if outcome.refused_by.is_none() || !show.sql || outcome.statements.is_empty() {
            text += &format!("Output of {database}:\n\n");
            text += &block(&outcome.said, "text", form, ERROR);
        }
    }
    if let Some(rule) = outcome.refused_by {
        let rule = match rule {
            "not null" => "NOT NULL refuses it".to_owned(),
            "unique" => "A unique constraint refuses it".to_owned(),
            rule => format!("A {rule} constraint refuses it"),
        };
        let rest = match &outcome.changes {
            Some(changes) if !changes.is_empty() => "",
            _ => " No row changed.",
        };
        text += &format!("{}\n\n", wrapped(&format!("{rule}.{rest}"), form));
    }
    if !outcome.rolled_back.is_empty() {
        let are = if outcome.rolled_back.len() == 1 {
            "is as it was"
        } else {
            "are as they were"
        };
        let line = format!("Rolled back: {} {are} before.", and(&outcome.rolled_back));
        text += &format!("{}\n\n", wrapped(&line, form));
    }
    if let Some(changes) = &outcome.changes {
        text += &self::changes(changes, outcome.refused_by.is_some(), form);
    }
    text
}

/// Who sent the statements, and how many there are.
fn head(outcome: &Outcome, form: Form) -> String {
    let count = counted(outcome.statements.len());
    let calls: Vec<_> = outcome
        .calls
        .iter()
        .map(|call| format!("`{call}`"))
        .collect();
    let words = match (outcome.refused_by, &*calls) {
        (Some(_), []) => format!("Attempt to {}{count}", outcome.caption),
        (Some(_), calls) => {
            let attempt = wrapped(&format!("Attempt to {}.", outcome.caption), form);
            let call = wrapped(&format!("Call: {}{count}:", calls.join(", ")), form);
            return format!("{attempt}\n\n{call}\n\n");
        }
        (None, []) if outcome.statements.is_empty() => return String::new(),
        (None, []) => match outcome.statements.len() {
            1 => "1 statement".to_owned(),
            count => format!("{count} statements"),
        },
        (None, [call]) => format!("Call: {call}{count}"),
        (None, _) => {
            let calls = block(&outcome.calls, "rust", form, Style::new());
            return format!("{}\n\n{calls}", wrapped(&format!("Calls{count}:"), form));
        }
    };
    format!("{}\n\n", wrapped(&format!("{words}:"), form))
}

/// What is different in the tables.
fn changes(changes: &Changes, refused: bool, form: Form) -> String {
    if changes.is_empty() {
        // A refusal has said so.
        return if refused {
            String::new()
        } else {
            "No row changed.\n\n".to_owned()
        };
    }
    let say = |what: &str, names: &[String]| match names {
        [] => None,
        [name] => Some(format!("{what} {name}.")),
        names => Some(format!("{what}s {}.", and(names))),
    };
    let say_all = |what: &str, names: &[String]| match names {
        [] => None,
        names => Some(format!("{what}: {}.", and(names))),
    };
    let mut lines = Vec::new();
    // A table here may be a view on the other database.
    lines.extend(say_all("Created", &changes.created));
    lines.extend(say_all("Dropped", &changes.dropped));
    for change in &changes.tables {
        let Change { table, same, .. } = change;
        if changes.created.contains(table) {
            continue;
        }
        if let Some(new) = say(&format!("New in {table}: column"), &change.added) {
            let it = if change.added.len() == 1 {
                "It is"
            } else {
                "They are"
            };
            let holds = change.holds.as_ref();
            let holds = holds.map(|value| format!(" {it} {value} in all {same} rows."));
            lines.push(new + &holds.unwrap_or_default());
        }
        if let Some(gone) = say(&format!("Dropped from {table}: column"), &change.removed) {
            lines.push(format!("{gone} All {same} rows stay."));
        }
    }
    let mut text: String = lines
        .iter()
        .map(|line| format!("{}\n\n", wrapped(line, form)))
        .collect();
    for change in &changes.tables {
        if let Some((before, now)) = change.counted {
            let line = format!("{} had {before} rows and has {now}.", change.table);
            text += &format!("{}\n\n", wrapped(&line, form));
        } else if !change.rows.is_empty() {
            text += &format!(
                "{}\n\n{}",
                wrapped(&changed(change), form),
                diff(change, form)
            );
        }
    }
    text
}

/// What a table's diff shows.
fn changed(change: &Change) -> String {
    let all = |is: fn(&RowChange) -> bool| change.rows.iter().all(is);
    let what = if all(|row| matches!(row, RowChange::Added(_))) {
        "Added to"
    } else if all(|row| matches!(row, RowChange::Removed(_))) {
        "Deleted from"
    } else {
        "Changed in"
    };
    let others = match change.same {
        0 => String::new(),
        1 => ", 1 other row as it was".to_owned(),
        count => format!(", {count} other rows as they were"),
    };
    format!("{what} {}{others}:", change.table)
}

/// Names in a sentence.
fn and(names: &[String]) -> String {
    match names {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        names => names.concat(),
    }
}

/// Rows added, removed and changed, each with a sign.
fn diff(change: &Change, form: Form) -> String {
    let mut rows = vec![(' ', &change.header)];
    for row in &change.rows {
        match row {
            RowChange::Added(row) => rows.push(('+', row)),
            RowChange::Removed(row) => rows.push(('-', row)),
            RowChange::Updated(old, new) => rows.extend([('-', old), ('+', new)]),
        }
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..change.header.len()).map(width).collect();
    let lines = rows.iter().map(|(sign, cells)| {
        let cells = cells.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        let line = format!("{sign} {}", cells.collect::<Vec<_>>().join(" | "));
        let line = line.trim_end();
        match (form, sign) {
            (Form::Terminal { .. }, '+') => format!("{ADDED}{line}{ADDED:#}"),
            (Form::Terminal { .. }, '-') => format!("{ERROR}{line}{ERROR:#}"),
            _ => line.to_owned(),
        }
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    match form {
        Form::Markdown => format!("```diff\n{text}\n```\n\n"),
        Form::Terminal { .. } => format!("{text}\n\n"),
    }
}

/// The statements of an outcome, each under its number. The database's answer stands under a refused
/// one.
fn sql(outcome: &Outcome, first: usize, form: Form, show: Show) -> String {
    let width = match form {
        Form::Markdown => SQL_WIDTH,
        Form::Terminal { width } => usize::from(width).min(SQL_WIDTH),
    };
    let mut lines = Vec::new();
    for (number, sent) in (first..).zip(&outcome.statements) {
        lines.push(match form {
            Form::Markdown => format!("-- {number}"),
            Form::Terminal { .. } => format!("{NUMBER}-- {number}{NUMBER:#}"),
        });
        lines.push(format!("{};", broken(&sent.sql, width)));
    }
    if outcome.refused_by.is_some() && show.said.is_some() {
        lines.extend(outcome.said.iter().map(|said| {
            let said = textwrap::fill(
                said,
                whole_words(width)
                    .initial_indent("-- ")
                    .subsequent_indent("-- "),
            );
            match form {
                Form::Markdown => said,
                Form::Terminal { .. } => format!("{ERROR}{said}{ERROR:#}"),
            }
        }));
    }
    let text = lines.join("\n");
    match form {
        Form::Markdown => format!("```sql\n{text}\n```\n\n"),
        Form::Terminal { .. } => format!("{text}\n\n"),
    }
}

/// The words that begin a line of a statement that doesn't fit into one.
const CLAUSES: [&str; 11] = [
    "FROM",
    "INNER",
    "LEFT",
    "JOIN",
    "WHERE",
    "GROUP",
    "ORDER",
    "UNION",
    "VALUES",
    "RETURNING",
    "CONSTRAINT",
];

/// The longest line of a statement: what fits on a web page.
const SQL_WIDTH: usize = 100;

/// A statement in lines of `width` columns, each clause on a line of its own. What is in quotes is
/// never broken: it would not be the same statement. One with lines of its own keeps them.
fn broken(statement: &str, width: usize) -> String {
    if statement.chars().count() < width || statement.contains('\n') {
        return statement.to_owned();
    }
    let (mut text, mut column, mut before, mut depth) = (String::new(), 0, "", 0_usize);
    for word in tokens(statement) {
        let clause = CLAUSES.contains(&word) && !["INNER", "LEFT"].contains(&before);
        let length = word.chars().count();
        // A clause of a subquery stands further to the right.
        let indent = 2 + 2 * depth + if clause { 0 } else { 2 };
        let gap = if text.is_empty() {
            String::new()
        } else if clause || column + 1 + length >= width {
            format!("\n{}", " ".repeat(indent))
        } else {
            " ".to_owned()
        };
        if gap.starts_with('\n') {
            column = 0;
        }
        column += gap.len() + length;
        text += &gap;
        text += word;
        // A bracket in quotes is none.
        let outside = word.split('\'').step_by(2);
        let count = |bracket| {
            outside
                .clone()
                .map(|text| text.matches(bracket).count())
                .sum::<usize>()
        };
        depth = (depth + count('(')).saturating_sub(count(')'));
        before = word;
    }
    text
}

/// The statement, split at the spaces that are not in quotes.
fn tokens(statement: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    statement.split(move |c| {
        quoted ^= c == '\'' || c == '"';
        c == ' ' && !quoted
    })
}

/// So many statements, as they stand after a caption: nothing for none.
pub fn counted(statements: usize) -> String {
    match statements {
        0 => String::new(),
        1 => " (1 statement)".to_owned(),
        count => format!(" ({count} statements)"),
    }
}

/// Lines that are set apart.
fn block(lines: &[String], language: &str, form: Form, style: Style) -> String {
    let text = lines.join("\n");
    match form {
        Form::Markdown => format!("```{language}\n{text}\n```\n\n"),
        Form::Terminal { .. } => format!("{style}{}{style:#}\n\n", wrapped(&text, form)),
    }
}

/// Words, broken into lines where the terminal ends, or after 100 columns.
pub fn wrapped(text: &str, form: Form) -> String {
    let width = match form {
        Form::Markdown => 100,
        Form::Terminal { width } => usize::from(width),
    };
    // Neither a name with a hyphen nor code is broken: somebody may search for it.
    let parts = text
        .split('`')
        .enumerate()
        .map(|(number, part)| match number % 2 {
            1 => part.replace(' ', "\u{a0}"),
            _ => part.to_owned(),
        });
    let text = parts.collect::<Vec<_>>().join("`");
    textwrap::fill(&text, whole_words(width)).replace('\u{a0}', " ")
}

/// Lines of so many columns that break at spaces alone.
fn whole_words(width: usize) -> Options<'static> {
    Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// A table as Markdown, its columns aligned for those who read it as text.
pub fn markdown(table: &Table) -> String {
    let mut drawn = Drawn::new();
    drawn.load_preset(presets::ASCII_MARKDOWN);
    fill(drawn, table, |cell| cell.replace('|', "\\|"))
}

/// A table drawn in lines, wrapped to `width` columns.
pub fn drawn(table: &Table, width: u16) -> String {
    let mut drawn = Drawn::new();
    drawn
        .load_preset(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    fill(drawn, table, str::to_owned)
}

fn fill(mut drawn: Drawn, table: &Table, cell: fn(&str) -> String) -> String {
    drawn.set_header(table.header.iter().map(|name| cell(name)));
    for row in &table.rows {
        drawn.add_row(row.iter().map(|text| cell(text)));
    }
    drawn.to_string()
}
