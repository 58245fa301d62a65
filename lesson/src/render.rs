//! A lesson as Markdown, or as tables drawn for a terminal.

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table as Drawn, presets};

use crate::{Lesson, Outcome, Step, table::Table};

/// How a lesson is shown.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// Markdown, for a file, a page or a snapshot.
    Markdown,
    /// Drawn tables and coloured headings, for a terminal of so many columns.
    Terminal {
        /// The width in columns.
        width: u16,
    },
}

/// Which parts of a step are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Show {
    /// The step's sentences and its tables: what is the same on every database.
    pub tables: bool,
    /// The statements behind each table.
    pub sql: bool,
    /// The database's own words: error messages and query plans.
    pub words: bool,
}

const TITLE: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const FAINT: Style = Style::new().dimmed();

/// The lesson's steps so far, numbered from 1.
pub fn lesson(lesson: &Lesson, form: Form, show: Show) -> String {
    let mut text = String::new();
    for (number, step) in (1..).zip(lesson.steps()) {
        text.push_str(&heading(number, &step.title, form));
        text.push_str(&self::step(step, form, show));
    }
    text
}

/// One step without its title.
pub fn step(step: &Step, form: Form, show: Show) -> String {
    let mut text = String::new();
    if show.tables {
        text = format!("{}\n\n", step.text);
    }
    for outcome in &step.results {
        text.push_str(&self::outcome(outcome, form, show));
    }
    text
}

fn heading(number: usize, title: &str, form: Form) -> String {
    match form {
        Form::Markdown => format!("## {number}. {title}\n\n"),
        Form::Terminal { .. } => format!("{TITLE}{number}. {title}{TITLE:#}\n\n"),
    }
}

fn outcome(outcome: &Outcome, form: Form, show: Show) -> String {
    if !show.tables && outcome.statements.is_empty() && outcome.words.is_empty() {
        return String::new();
    }
    let mut text = caption(outcome, form);
    if let Some(table) = outcome.table.as_ref().filter(|_| show.tables) {
        text.push_str(&match form {
            Form::Markdown => format!("{}\n\n", markdown(table)),
            Form::Terminal { width } => format!("{}\n\n", drawn(table, width)),
        });
    }
    if show.words && !outcome.words.is_empty() {
        text.push_str(&block("text", &outcome.words, form));
    }
    if show.sql && !outcome.statements.is_empty() {
        let statements: Vec<_> = outcome
            .statements
            .iter()
            .map(|sql| format!("{sql};"))
            .collect();
        text.push_str(&block("sql", &statements, form));
    }
    text
}

/// What was done or is shown, and how many statements it took.
fn caption(outcome: &Outcome, form: Form) -> String {
    let count = match outcome.statements.len() {
        0 => String::new(),
        1 => "1 statement".to_owned(),
        count => format!("{count} statements"),
    };
    let end = if outcome.table.is_some() { ":" } else { "" };
    match form {
        _ if count.is_empty() => format!("{}{end}\n\n", outcome.caption),
        Form::Markdown => format!("{} ({count}){end}\n\n", outcome.caption),
        Form::Terminal { .. } => {
            format!("{} {FAINT}({count}){FAINT:#}{end}\n\n", outcome.caption)
        }
    }
}

/// Lines that are not ours, set apart.
fn block(language: &str, texts: &[String], form: Form) -> String {
    let lines: Vec<_> = texts.iter().flat_map(|text| text.split('\n')).collect();
    let lines: Vec<_> = lines.into_iter().map(visible).collect();
    let lines = lines.join("\n");
    match form {
        Form::Markdown => {
            // As many backticks in a row as the text has would end the block.
            let mut fence = "```".to_owned();
            while lines.contains(&fence) {
                fence.push('`');
            }
            format!("{fence}{language}\n{lines}\n{fence}\n\n")
        }
        Form::Terminal { .. } => format!("{FAINT}{lines}{FAINT:#}\n\n"),
    }
}

/// A table as Markdown, its columns aligned for those who read it as text.
pub fn markdown(table: &Table) -> String {
    let mut drawn = Drawn::new();
    drawn.load_preset(presets::ASCII_MARKDOWN);
    fill(drawn, table, escape)
}

/// A table drawn in lines, wrapped to `width` columns; or to the least that shows it.
pub fn drawn(table: &Table, width: u16) -> String {
    // Two characters, as wide as one emoji, and what stands around them: else it sticks out.
    let least = u16::try_from(table.header.len() * 5 + 1).unwrap_or(u16::MAX);
    let mut drawn = Drawn::new();
    drawn
        .load_preset(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.max(least));
    fill(drawn, table, visible)
}

fn fill(mut drawn: Drawn, table: &Table, cell: fn(&str) -> String) -> String {
    drawn.set_header(table.header.iter().map(|name| cell(name)));
    for row in &table.rows {
        drawn.add_row(row.iter().map(|text| cell(text)));
    }
    drawn.to_string()
}

/// Text that can't move the cursor, colour the terminal or turn the direction of writing: control
/// characters, the newline among them, and invisible ones, as their escapes.
pub fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => shown.extend(c.escape_default()),
            c if c.is_control() => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
    }
    shown
}

/// Text that Markdown shows as it is: what would end the cell or begin markup gets a backslash.
fn escape(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::new();
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let joins = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        match c {
            // A space at the edge of a cell would be taken for padding.
            ' ' if before.is_none() || rest.peek().is_none() => escaped.push_str("&#32;"),
            '\\' | '|' | '`' | '*' | '<' | '>' | '&' | '[' | ']' | '~' | '$' | '^' => {
                escaped.extend(['\\', c]);
            }
            // Inside a word, as in car_id, it is no markup.
            '_' if !joins(before) || !joins(rest.peek().copied()) => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}
