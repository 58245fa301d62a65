//! A step as Markdown, for a file, a page or a snapshot.

use comfy_table::{Table as Drawn, presets};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::{
    Change, Changes, Code, Outcome, Part, Record, RowChange, table::Table,
};

/// The lesson's name and what it is about.
pub fn title(name: &str, about: &str) -> String {
    format!("# {name}\n\n{about}\n\n")
}

/// The step's number and title.
pub fn heading(record: &Record) -> String {
    let Record { number, title, .. } = record;
    format!("## {number}. {title}\n\n")
}

/// One step without its heading. `database` is the one that it ran on.
pub fn step(record: &Record, database: &str) -> String {
    let mut text = format!("{}\n\n", wrapped(&record.words));
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
                text += &code(record, &items);
            }
            Part::Outcome(outcome) => {
                text += &self::outcome(outcome, number, database);
                number += outcome.statements.len();
            }
        }
    }
    text
}

/// What the calls of a step returned, without anything else.
pub fn tables(record: &Record) -> String {
    let tables = record.outcomes().filter(|outcome| outcome.returned());
    tables.map(|outcome| caption(outcome) + &returned(outcome)).collect()
}

/// Items of one file.
fn code(record: &Record, items: &[&Code]) -> String {
    let mut text = String::new();
    for (number, item) in items.iter().enumerate() {
        let constants =
            number > 0 && item.is_constant() && items[number - 1].is_constant();
        text += match number {
            0 => "",
            _ if constants => "\n",
            _ => "\n\n",
        };
        text += &without_errors(&numbered(&item.text, &record.numbers(item)));
    }
    format!("```rust\n// {}\n{text}\n```\n\n", items[0].path)
}

/// The code without the section on errors in its documentation: the words of the step say what fails.
pub(crate) fn without_errors(code: &str) -> String {
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
pub fn numbered(text: &str, numbers: &[(usize, Vec<usize>)]) -> String {
    let lines: Vec<_> = text.lines().collect();
    let width = |line: &&str| line.chars().count();
    let numbered = numbers.iter().filter_map(|(line, _)| lines.get(*line));
    let widest = numbered.map(width).max().unwrap_or(0);
    let lines = lines.iter().enumerate().map(|(place, line)| {
        match numbers.iter().find(|(line, _)| *line == place) {
            Some((_, numbers)) => {
                format!("{line:widest$} // {}", ranges(numbers))
            }
            None => (*line).to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Numbers in ascending order: `1`, `1, 3`, `1 to 5, 7`.
pub(crate) fn ranges(numbers: &[usize]) -> String {
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

fn outcome(outcome: &Outcome, number: usize, database: &str) -> String {
    let mut text = head(outcome);
    if !outcome.statements.is_empty() {
        text += &sql(outcome, number);
    }
    text += &caption(outcome);
    text += &returned(outcome);
    // A refusal stands under its statement.
    let refused =
        outcome.refused_by.is_some() && !outcome.statements.is_empty();
    if !outcome.said.is_empty() && !refused {
        text += &format!("Output of {database}:\n\n");
        text += &block(&outcome.said, "text");
    }
    if let Some(rule) = outcome.refused_by {
        text += &format!("{}\n\n", wrapped(&refusal(rule, outcome)));
    }
    if !outcome.rolled_back.is_empty() {
        text += &format!("{}\n\n", wrapped(&rolled_back(&outcome.rolled_back)));
    }
    if let Some(changes) = &outcome.changes {
        text += &self::changes(changes, outcome.refused_by.is_some());
    }
    text
}

/// What is above the rows, lines or output.
fn caption(outcome: &Outcome) -> String {
    match outcome.caption.is_empty() || outcome.refused_by.is_some() {
        true => String::new(),
        false => format!("{}\n\n", wrapped(&format!("{}:", outcome.caption))),
    }
}

/// The rows and the lines that came back.
fn returned(outcome: &Outcome) -> String {
    let mut text = String::new();
    if let Some(table) = &outcome.table {
        text += &match table.rows.as_slice() {
            [] => "No rows.\n\n".to_owned(),
            _ => format!("{}\n\n", markdown(table)),
        };
    }
    if !outcome.lines.is_empty() {
        text += &block(&outcome.lines, "text");
    }
    text
}

/// Which rule refused a write, and whether it changed something before.
pub(crate) fn refusal(rule: &str, outcome: &Outcome) -> String {
    let rule = refused_by(rule);
    match &outcome.changes {
        Some(changes) if !changes.is_empty() => format!("{rule}."),
        _ => format!("{rule}. No row changed."),
    }
}

/// Which rule refused a write, without the point.
pub(crate) fn refused_by(rule: &str) -> String {
    match rule {
        "not null" => "NOT NULL refuses it".to_owned(),
        "unique" => "A unique constraint refuses it".to_owned(),
        rule => format!("A {rule} constraint refuses it"),
    }
}

/// What a rollback undid.
pub(crate) fn rolled_back(tables: &[String]) -> String {
    let are = if tables.len() == 1 {
        "is as it was"
    } else {
        "are as they were"
    };
    format!("Rolled back: {} {are} before.", and(tables))
}

/// Who sent the statements, and how many there are.
fn head(outcome: &Outcome) -> String {
    let count = counted(outcome.statements.len());
    let calls: Vec<_> =
        outcome.calls.iter().map(|call| format!("`{call}`")).collect();
    let words = match (outcome.refused_by, &*calls) {
        (Some(_), []) => format!("Attempt to {}{count}", outcome.caption),
        (Some(_), calls) => {
            let attempt = wrapped(&format!("Attempt to {}.", outcome.caption));
            let call = wrapped(&format!("Call: {}{count}:", calls.join(", ")));
            return format!("{attempt}\n\n{call}\n\n");
        }
        (None, []) if outcome.statements.is_empty() => return String::new(),
        (None, []) => in_number(outcome.statements.len()),
        (None, [call]) => format!("Call: {call}{count}"),
        (None, _) => {
            let calls = block(&outcome.calls, "rust");
            return format!(
                "{}\n\n{calls}",
                wrapped(&format!("Calls{count}:"))
            );
        }
    };
    format!("{}\n\n", wrapped(&format!("{words}:")))
}

/// What is different in the tables.
fn changes(changes: &Changes, refused: bool) -> String {
    if changes.is_empty() {
        // A refusal has said so.
        return if refused {
            String::new()
        } else {
            "No row changed.\n\n".to_owned()
        };
    }
    let lines = sentences(changes).into_iter();
    let mut text: String =
        lines.map(|line| format!("{}\n\n", wrapped(&line))).collect();
    for change in &changes.tables {
        if let Some((before, now)) = change.counted {
            let line =
                format!("{} had {before} rows and has {now}.", change.table);
            text += &format!("{}\n\n", wrapped(&line));
        } else if !change.rows.is_empty() {
            text +=
                &format!("{}\n\n{}", wrapped(&changed(change)), diff(change));
        }
    }
    text
}

/// The tables and columns that are there now, or gone.
pub(crate) fn sentences(changes: &Changes) -> Vec<String> {
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
        if let Some(new) =
            say(&format!("New in {table}: column"), &change.added)
        {
            let it = if change.added.len() == 1 {
                "It is"
            } else {
                "They are"
            };
            let holds = change.holds.as_ref();
            let holds =
                holds.map(|value| format!(" {it} {value} in all {same} rows."));
            lines.push(new + &holds.unwrap_or_default());
        }
        if let Some(gone) =
            say(&format!("Dropped from {table}: column"), &change.removed)
        {
            lines.push(format!("{gone} All {same} rows stay."));
        }
    }
    lines
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
        [rest @ .., last] if !rest.is_empty() => {
            format!("{} and {last}", rest.join(", "))
        }
        names => names.concat(),
    }
}

/// Rows added, removed and changed, each with a sign.
fn diff(change: &Change) -> String {
    let mut rows = vec![(' ', &change.header)];
    for row in &change.rows {
        match row {
            RowChange::Added(row) => rows.push(('+', row)),
            RowChange::Removed(row) => rows.push(('-', row)),
            RowChange::Updated(old, new) => {
                rows.extend([('-', old), ('+', new)])
            }
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
        line.trim_end().to_owned()
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    format!("```diff\n{text}\n```\n\n")
}

/// The statements of an outcome, each under its number. The database's answer stands under a refused
/// one.
fn sql(outcome: &Outcome, first: usize) -> String {
    let mut lines = Vec::new();
    for (number, sent) in (first..).zip(&outcome.statements) {
        lines.push(format!("-- {number}"));
        lines.push(format!("{};", broken(&sent.sql, WIDTH)));
    }
    if outcome.refused_by.is_some() {
        let said = whole_words().initial_indent("-- ");
        let said = said.subsequent_indent("-- ");
        let said = outcome.said.iter().map(|text| textwrap::fill(text, &said));
        lines.extend(said);
    }
    format!("```sql\n{}\n```\n\n", lines.join("\n"))
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

/// The longest line: what fits on a web page.
const WIDTH: usize = 100;

/// A statement in lines of `width` columns, each clause on a line of its own. What is in quotes is
/// never broken: it would not be the same statement. A row of values is broken only if it is longer
/// than a line. A statement with lines of its own keeps them.
pub(crate) fn broken(statement: &str, width: usize) -> String {
    if statement.chars().count() < width || statement.contains('\n') {
        return statement.to_owned();
    }
    let (mut text, mut column, mut before, mut depth) =
        (String::new(), 0, "", 0_usize);
    let words: Vec<_> = tokens(statement).collect();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let clause =
            CLAUSES.contains(word) && !["INNER", "LEFT"].contains(&before);
        // A clause of a subquery stands further to the right.
        let indent = 2 + 2 * depth + if clause { 0 } else { 2 };
        let count = row(&words[place..], before);
        let row = words[place..place + count].join(" ");
        let whole = indent + row.chars().count() < width;
        let (word, count) = if whole { (&*row, count) } else { (*word, 1) };
        let length = word.chars().count();
        let gap = if text.is_empty() {
            String::new()
        } else if clause || column + 1 + length >= width {
            format!("\n{}", " ".repeat(indent))
        } else {
            " ".to_owned()
        };
        let before_word =
            gap.strip_prefix('\n').map_or(column + gap.len(), str::len);
        column = before_word + length;
        text += &gap;
        text += word;
        depth = depth_after(depth, word);
        place += count;
        before = words[place - 1];
    }
    text
}

/// How many words the row of values has that begins with the first of `words`: one of VALUES, or a pair
/// of IN. 1 if none begins there.
fn row(words: &[&str], before: &str) -> usize {
    let pairs = before == "IN" && words[0].starts_with("((");
    let follows = before.ends_with("VALUES") || before.ends_with("),");
    let begins = words[0].starts_with('(') && !words[0].contains("SELECT");
    if !(pairs || follows && begins) {
        return 1;
    }
    let mut depth = 0;
    let end = words.iter().position(|word| {
        depth = depth_after(depth, word);
        // The bracket around the pairs stays open.
        depth <= usize::from(pairs)
    });
    end.map_or(1, |end| end + 1)
}

/// How many brackets are open after a word if so many were before it.
pub(crate) fn depth_after(depth: usize, word: &str) -> usize {
    // A bracket in quotes is none.
    let outside = word.split('\'').step_by(2);
    let count = |bracket| {
        let found = outside.clone().map(|text| text.matches(bracket).count());
        found.sum::<usize>()
    };
    (depth + count('(')).saturating_sub(count(')'))
}

/// The statement, split at the spaces that are not in quotes.
pub(crate) fn tokens(statement: &str) -> impl Iterator<Item = &str> {
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
        count => format!(" ({})", in_number(count)),
    }
}

/// So many statements, in a sentence.
fn in_number(statements: usize) -> String {
    match statements {
        1 => "1 statement".to_owned(),
        count => format!("{count} statements"),
    }
}

/// Lines that are set apart.
fn block(lines: &[String], language: &str) -> String {
    format!("```{language}\n{}\n```\n\n", lines.join("\n"))
}

/// Words, broken into lines after 100 columns.
fn wrapped(text: &str) -> String {
    // Neither a name with a hyphen nor code is broken: somebody may search for it.
    let parts =
        text.split('`').enumerate().map(|(number, part)| match number % 2 {
            1 => part.replace(' ', "\u{a0}"),
            _ => part.to_owned(),
        });
    let text = parts.collect::<Vec<_>>().join("`");
    textwrap::fill(&text, whole_words()).replace('\u{a0}', " ")
}

/// Lines that break at spaces alone.
fn whole_words() -> Options<'static> {
    Options::new(WIDTH)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// A table as Markdown, its columns aligned for those who read it as text.
pub fn markdown(table: &Table) -> String {
    let cell = |text: &String| text.replace('|', "\\|");
    let mut drawn = Drawn::new();
    drawn.load_preset(presets::ASCII_MARKDOWN);
    drawn.set_header(table.header.iter().map(cell));
    for row in &table.rows {
        drawn.add_row(row.iter().map(cell));
    }
    drawn.to_string()
}
