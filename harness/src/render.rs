//! A step as Markdown, or drawn for a terminal.

use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table as Drawn, presets};

use crate::{Code, Outcome, Part, Record, table::Table};

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
    for part in &record.parts {
        match part {
            Part::Code(code) if show.code => text += &self::code(code, form, show),
            Part::Code(_) => {}
            Part::Outcome(outcome) => text += &self::outcome(outcome, form, show),
        }
    }
    text
}

fn code(code: &Code, form: Form, show: Show) -> String {
    let place = match show.lines {
        true => format!("{}:{}", code.path, code.line),
        false => code.path.clone(),
    };
    match form {
        Form::Markdown => format!("```rust\n// {place}\n{}\n```\n\n", code.text),
        Form::Terminal { .. } => {
            format!(
                "{FAINT}┌ {place}{FAINT:#}\n{}\n{FAINT}└{FAINT:#}\n\n",
                code.text
            )
        }
    }
}

fn outcome(outcome: &Outcome, form: Form, show: Show) -> String {
    let mut text = caption(outcome, form);
    if show.sql && !outcome.statements.is_empty() {
        text += &sql(&outcome.statements, form);
    }
    if let Some(table) = &outcome.table {
        text += &match form {
            Form::Markdown => format!("{}\n\n", markdown(table)),
            Form::Terminal { width } => format!("{}\n\n", drawn(table, width)),
        };
    }
    if !outcome.lines.is_empty() {
        text += &block(&outcome.lines, form, Style::new());
    }
    if let Some(database) = show.said.filter(|_| !outcome.said.is_empty()) {
        text += &format!("Output of {database}:\n\n");
        text += &block(&outcome.said, form, ERROR);
    }
    text
}

fn sql(statements: &[String], form: Form) -> String {
    let width = match form {
        Form::Markdown => SQL_WIDTH,
        Form::Terminal { width } => usize::from(width).min(SQL_WIDTH),
    };
    let lines = statements.iter().map(|statement| broken(statement, width));
    let text = lines.collect::<Vec<_>>().join(";\n");
    match form {
        Form::Markdown => format!("```sql\n{text};\n```\n\n"),
        Form::Terminal { .. } => format!("{text};\n\n"),
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
    let (mut text, mut column, mut before) = (String::new(), 0, "");
    for word in tokens(statement) {
        let clause = CLAUSES.contains(&word) && !["INNER", "LEFT"].contains(&before);
        let length = word.chars().count();
        let gap = if text.is_empty() {
            ""
        } else if clause {
            "\n  "
        } else if column + 1 + length >= width {
            "\n    "
        } else {
            " "
        };
        if gap.starts_with('\n') {
            column = 0;
        }
        column += gap.len() + length;
        text += gap;
        text += word;
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

/// What was done or is shown, and how many statements it took.
fn caption(outcome: &Outcome, form: Form) -> String {
    let count = counted(outcome.statements.len());
    let end = match (&outcome.table, outcome.lines.as_slice()) {
        (None, []) => ".",
        _ => ":",
    };
    format!(
        "{}\n\n",
        wrapped(&format!("{}{count}{end}", outcome.caption), form)
    )
}

/// Lines that are set apart.
fn block(lines: &[String], form: Form, style: Style) -> String {
    let text = lines.join("\n");
    match form {
        Form::Markdown => format!("```text\n{text}\n```\n\n"),
        Form::Terminal { .. } => format!("{style}{}{style:#}\n\n", wrapped(&text, form)),
    }
}

/// Words, broken into lines where the terminal ends.
pub fn wrapped(text: &str, form: Form) -> String {
    match form {
        Form::Markdown => text.to_owned(),
        Form::Terminal { width } => textwrap::fill(text, usize::from(width)),
    }
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
