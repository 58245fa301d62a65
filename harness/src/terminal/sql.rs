//! A statement in few lines.

use crate::render::{depth_after, tokens};

/// The words that begin a part of a statement.
const CLAUSES: [&str; 12] = [
    "FROM",
    "INNER",
    "LEFT",
    "JOIN",
    "WHERE",
    "GROUP",
    "HAVING",
    "ORDER",
    "UNION",
    "VALUES",
    "SET",
    "RETURNING",
];

/// Names that mean something else without their quotes.
const RESERVED: [&str; 4] = ["user", "order", "group", "table"];

/// The statement without the quotes that its names don't need, and without the name of the table at its
/// columns if there is one table alone.
pub(super) fn short(statement: &str) -> String {
    // Odd parts are strings.
    let parts: Vec<_> = statement.split('\'').collect();
    let mut tables: Vec<_> =
        parts.iter().step_by(2).flat_map(|part| tables(part)).collect();
    tables.sort_unstable();
    tables.dedup();
    let alone = (tables.len() == 1).then(|| format!("\"{}\".", tables[0]));
    let parts = parts.iter().enumerate().map(|(place, part)| {
        match (place % 2, &alone) {
            (1, _) => (*part).to_owned(),
            (_, Some(table)) => unquoted(&part.replace(table, "")),
            (_, None) => unquoted(part),
        }
    });
    parts.collect::<Vec<_>>().join("'")
}

/// The names before a point: those of tables.
fn tables(sql: &str) -> impl Iterator<Item = &str> {
    let names = sql.split("\".").filter_map(|part| part.rsplit('"').next());
    names.take(sql.matches("\".").count())
}

/// The text without the quotes around plain names.
fn unquoted(sql: &str) -> String {
    let parts = sql.split('"').enumerate().map(|(place, part)| {
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        match place % 2 == 0
            || part.chars().all(plain) && !RESERVED.contains(&part)
        {
            true => part.to_owned(),
            false => format!("\"{part}\""),
        }
    });
    parts.collect()
}

/// The statement in at most `most` lines of `width` columns. Lists that don't fit are cut; `…` stands for
/// what is left out.
pub(super) fn lines(statement: &str, width: usize, most: usize) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    let rest = |clauses: &[String]| {
        clauses.iter().map(|clause| length(clause) + 1).sum::<usize>()
    };
    let clauses = clauses(statement);
    let mut lines: Vec<String> = Vec::new();
    for (number, clause) in clauses.iter().enumerate() {
        let room = lines
            .last()
            .map_or(width, |last| width.saturating_sub(length(last) + 1));
        // Columns make room for what is done with them.
        let list = match clause.starts_with("SELECT ")
            || clause.starts_with("EXPLAIN ")
        {
            true => {
                room.saturating_sub(rest(&clauses[number + 1..])).max(width / 3)
            }
            false if clause.starts_with("RETURNING ") => room,
            // A row or two beside the columns, if no more lines may follow.
            false if clause.starts_with("VALUES ") && most == 1 => room,
            false => width,
        };
        let clause = cut(clause, list);
        match lines.last_mut() {
            // Two of them say no more than one.
            Some(last) if clause == "RETURNING …" && last.ends_with('…') => {
            }
            Some(last) if clause == "RETURNING …" && length(&clause) > room => {
                *last += " …"
            }
            Some(last) if length(&clause) <= room => {
                *last += &format!(" {clause}")
            }
            _ => lines.push(clause),
        }
    }
    let options = textwrap::Options::new(width - 2).subsequent_indent("  ");
    let wrapped = lines.iter().flat_map(|line| match length(line) <= width {
        true => vec![line.clone()],
        false => textwrap::wrap(line, &options)
            .into_iter()
            .map(String::from)
            .collect(),
    });
    let mut lines: Vec<_> = wrapped.collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let end = last.char_indices().nth(width - 2).map(|(end, _)| end);
            last.truncate(end.unwrap_or(last.len()));
            let open = last.matches('(').count() > last.matches(')').count();
            // Not a part of a row.
            if let Some(row) = last.rfind("), ").filter(|_| open) {
                last.truncate(row + 1);
            }
            *last = format!("{} …", last.trim_end_matches([' ', ',', '…']));
        }
    }
    lines
}

/// The parts of a statement, each with the word that begins it. What is in brackets stays together.
fn clauses(statement: &str) -> Vec<String> {
    let mut clauses: Vec<String> = Vec::new();
    let (mut depth, mut before) = (0_usize, "");
    for word in tokens(statement) {
        let clause = depth == 0
            && CLAUSES.contains(&word)
            && !["INNER", "LEFT"].contains(&before);
        match clauses.last_mut() {
            Some(last) if !clause => *last += &format!(" {word}"),
            _ => clauses.push(word.to_owned()),
        }
        depth = depth_after(depth, word);
        before = word;
    }
    clauses
}

/// A list of columns or rows that is too long, up to its last comma that fits.
fn cut(clause: &str, width: usize) -> String {
    let lists = [
        "SELECT ",
        "VALUES ",
        "RETURNING ",
        "CREATE TABLE ",
        "INSERT ",
        "EXPLAIN ",
    ];
    let list = lists.iter().find(|list| clause.starts_with(**list));
    let Some(list) = list.filter(|_| clause.chars().count() > width) else {
        return clause.to_owned();
    };
    let end = if *list == "VALUES " { "), " } else { ", " };
    let fits: String = clause.chars().take(width.saturating_sub(3)).collect();
    match fits.rfind(end) {
        Some(place) => format!("{}, …", &fits[..place + end.len() - 2]),
        None if *list == "CREATE TABLE " => {
            let end = fits.rfind(' ').unwrap_or(fits.len());
            format!("{} …", &fits[..end])
        }
        None => format!("{list}…"),
    }
}
