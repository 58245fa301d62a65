//! Code and SQL, with the numbers of the statements.

use crate::markdown::escaped;

/// A line of code without its comment, and the numbers in that comment: `1 to 3` is three.
pub fn numbers(line: &str) -> (&str, Vec<u32>) {
    let comment = ["// ", "# "].iter().find_map(|sign| line.rsplit_once(sign));
    let Some((code, comment)) = comment else {
        return (line, Vec::new());
    };
    match listed(comment) {
        Some(numbers) if !numbers.is_empty() => (code.trim_end(), numbers),
        _ => (line, Vec::new()),
    }
}

/// The numbers of `1`, `1, 2` or `1 to 3, 5`, or `None` if that is not what `text` is.
fn listed(text: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for part in text.trim().split(", ") {
        let (first, last) = part.split_once(" to ").unwrap_or((part, part));
        numbers.extend(first.parse::<u32>().ok()?..=last.parse::<u32>().ok()?);
    }
    Some(numbers)
}

/// `1–3, 5` for 1, 2, 3 and 5.
fn ranges(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let run = |run: &[u32]| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run.iter().map(u32::to_string).collect(),
    };
    runs.map(run).collect::<Vec<_>>().join(",")
}

/// The number before a line or a statement. It leads to the same number on the other side, if `to` says where.
fn number(numbers: &[u32], to: Option<String>) -> String {
    let shown = ranges(numbers);
    let said = if numbers.len() == 1 {
        "statement"
    } else {
        "statements"
    };
    let label = format!(
        "class=\"no\" data-no=\"{shown}\" aria-label=\"{said} {shown}\""
    );
    match to {
        Some(to) => format!("<a {label} href=\"#{to}\"></a>"),
        None => format!("<span {label} role=\"img\"></span>"),
    }
}

/// The attributes of a line or a statement with these numbers: which they are, and one of four colors.
fn attributes(class: &str, numbers: &[u32]) -> String {
    let color = numbers.first().map_or(0, |first| (first - 1) % 4);
    let all = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    format!("class=\"{class} k{color}\" data-n=\"{all}\"")
}

/// How lines of a block of code are drawn.
#[derive(Default)]
pub struct Lines<'a> {
    /// Names the two sides of a step, so that a number leads to the other one.
    pub side: Option<&'a str>,
    /// Lines that are marked, as HTML, by their text.
    pub marked: &'a [(String, String)],
    /// Whether a long line goes on in the next one.
    pub wrapped: bool,
}

/// A block of code. A newline is `&#10;`, because a blank line ends mdBook's block of HTML.
pub fn block(lang: &str, text: &str, lines: &Lines) -> String {
    let mut out = format!(
        "<pre tabindex=\"0\"><code class=\"language-{}\">",
        escaped(lang)
    );
    for line in text.lines() {
        let (code, numbers) = numbers(line);
        let marked =
            lines.marked.iter().find(|(text, _)| text == code.trim_end());
        let html =
            marked.map_or_else(|| escaped(code), |(_, html)| html.clone());
        if numbers.is_empty() {
            out += &line_of(&html, lines.wrapped);
        } else {
            let html = if lines.wrapped {
                calls_apart(&html)
            } else {
                html
            };
            out += &sent(&numbers, &html, lines.side);
        }
        out += "&#10;";
    }
    out + "</code></pre>"
}

/// A line of code. If it is `wrapped`, what goes on in the next line begins further in.
pub fn line_of(html: &str, wrapped: bool) -> String {
    if wrapped && !html.is_empty() {
        format!("<span class=\"l\">{}</span>", calls_apart(html))
    } else {
        html.to_owned()
    }
}

/// HTML with a place between two calls of a chain where a browser may break it. The only other place of a long
/// chain would be the space before it, which leaves an empty line.
pub fn calls_apart(html: &str) -> String {
    html.replace(").", ")<wbr>.").replace("?.", "?<wbr>.")
}

/// A line of code that sent statements.
fn sent(numbers: &[u32], html: &str, side: Option<&str>) -> String {
    let attributes = attributes("ln", numbers);
    let Some(side) = side else {
        return format!(
            "<span {attributes}>{}{html}</span>",
            number(numbers, None)
        );
    };
    let ends = numbers.iter().map(|n| format!("<i id=\"{side}c{n}\"></i>"));
    let to = numbers.first().map(|n| format!("{side}s{n}"));
    format!(
        "<span {attributes}>{}{}{html}</span>",
        ends.collect::<String>(),
        number(numbers, to)
    )
}

/// The statements of a block of SQL: each has its number in the line above, and may have the database's answer below.
pub fn statements(sql: &str, side: &str) -> String {
    let mut out = String::new();
    let mut number = 0;
    let mut statement = String::new();
    let mut answer = String::new();
    for line in sql.lines().chain(["-- 0"]) {
        match line.strip_prefix("-- ") {
            Some(next) if next.parse::<u32>().is_ok() => {
                if !statement.is_empty() {
                    out += &one(number, &statement, &answer, side);
                }
                (statement, answer) = (String::new(), String::new());
                number = next.parse().unwrap_or(0);
            }
            Some(words) => answer += &format!("{words} "),
            None => statement += &format!("{line}\n"),
        }
    }
    out
}

fn one(n: u32, statement: &str, answer: &str, side: &str) -> String {
    let number = number(&[n], Some(format!("{side}c{n}")));
    let answer = match answer.trim() {
        "" => String::new(),
        answer => format!("<p class=\"answer\">{}</p>", escaped(answer)),
    };
    let sql = highlighted(&broken(statement));
    let attributes = attributes("stmt", &[n]);
    format!(
        "<div {attributes} id=\"{side}s{n}\">{number}<pre class=\"sql\"><code class=\"nohighlight\">{sql}</code></pre>{answer}</div>"
    )
}

/// The tokens of SQL or other code: strings, names in quotes, words, spaces, and every other character alone.
pub fn tokens(sql: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '\'' | '"' => {
                rest[1..].find(first).map_or(rest.len(), |end| end + 2)
            }
            c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            c if c.is_whitespace() => {
                rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// The statement with a line for each clause, and for each column of a new table.
fn broken(sql: &str) -> String {
    const CLAUSES: [&str; 13] = [
        "FROM",
        "WHERE",
        "SET",
        "RETURNING",
        "LEFT",
        "INNER",
        "JOIN",
        "ORDER",
        "GROUP",
        "LIMIT",
        "VALUES",
        "UNION",
        "HAVING",
    ];
    let tokens = tokens(sql.trim());
    let table = tokens.first() == Some(&"CREATE") && tokens.contains(&"TABLE");
    let (mut out, mut depth) = (String::new(), 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        let before = |n: usize| {
            at.checked_sub(n)
                .and_then(|at| tokens.get(at))
                .copied()
                .unwrap_or("")
        };
        let next = tokens.get(at + 1).copied().unwrap_or("");
        match *token {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let joined = next == "JOIN" && matches!(before(1), "LEFT" | "INNER");
        let clause = CLAUSES.contains(&next)
            || next == "ON" && tokens.get(at + 3) == Some(&"CONFLICT");
        if !token.trim().is_empty() {
            out += token;
        } else if depth == 0 && clause && !joined && before(1) != "DELETE" {
            out += "\n";
        } else if table && depth == 1 && matches!(before(1), "(" | ",") {
            out += "\n  ";
        } else {
            out += " ";
        }
    }
    out
}

/// The statement as HTML: keywords, values, and the table before a column.
fn highlighted(sql: &str) -> String {
    let tokens = tokens(sql);
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let prefix = token.starts_with('"') && tokens.get(at + 1) == Some(&".");
        let class = match token.chars().next().unwrap_or(' ') {
            '\'' => "hljs-string",
            '"' if prefix => "of",
            c if c.is_ascii_digit() => "hljs-number",
            c if c.is_ascii_uppercase()
                && !token.contains(char::is_lowercase) =>
            {
                "hljs-keyword"
            }
            _ => "",
        };
        let text = escaped(token).replace('\n', "&#10;");
        out += &if class.is_empty() {
            text
        } else {
            format!("<span class=\"{class}\">{text}</span>")
        };
    }
    out
}

/// The rules by which the pointer or the focus on one side of a number marks the other side, for the numbers up to `last`.
pub fn rules(last: u32) -> String {
    let rule = |n| {
        format!(
            ".step:has([data-n~=\"{n}\"]:is(:hover,:focus-within)) [data-n~=\"{n}\"]{{outline:2px solid var(--no)}}"
        )
    };
    format!("<style>{}</style>", (1..=last).map(rule).collect::<String>())
}
