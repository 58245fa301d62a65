//! The HTML of a page: a step's code beside its SQL, rows and changes as tables, wrong code beside right code.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use similar::{ChangeTag, TextDiff};

use crate::{
    code::{self, Lines},
    markdown::{Block, escaped},
    pages::Page,
    rows::{self, Keys},
    touched,
};

/// What the pages have in common.
pub struct Common<'a> {
    pub root: &'a Path,
    pub keys: Keys,
    /// The address of a file that is not in the book, from the root of the book.
    pub elsewhere: &'a dyn Fn(&str) -> String,
}

/// The HTML of `page` as one block of Markdown: without a blank line.
///
/// # Errors
///
/// If a picture can't be read.
pub fn of_page(common: &Common, page: &Page) -> Result<String> {
    let heading = format!(
        "<h1 id=\"top\"><a class=\"header\" href=\"#top\">{}</a></h1>",
        page.heading
    );
    let mut writer = Writer::new(common, page);
    // A page that doesn't say where its steps are is one step, if it shows SQL.
    let says = |block: &Block| matches!(block, Block::Mark(mark) if mark.starts_with("shown: "));
    writer.in_step =
        is_numbered(sql_in(&page.blocks)) && !page.blocks.iter().any(says);
    if writer.in_step {
        writer.out += "<div class=\"step\">";
    }
    let end = if writer.in_step { "</div>" } else { "" };
    writer.all(&page.blocks)?;
    let html = writer.finished() + end;
    let last = html
        .split("data-n=\"")
        .skip(1)
        .filter_map(|rest| rest.split([' ', '"']).next()?.parse().ok())
        .max();
    let html = last.map(code::rules).unwrap_or_default() + &heading + &html;
    // Code in a list can scroll too.
    let html = html
        .replace("<pre><code", "<pre tabindex=\"0\"><code")
        .replace("\n\n", "\n&#10;");
    Ok(format!("<div class=\"topic\">{html}</div>\n"))
}

/// A block with a title.
struct Card {
    title: String,
    body: String,
}

impl Card {
    fn html(&self) -> String {
        format!(
            "<figure class=\"card\"><figcaption>{}</figcaption>{}</figure>",
            self.title, self.body
        )
    }
}

struct Writer<'a> {
    common: &'a Common<'a>,
    page: &'a Page,
    out: String,
    /// Code and the SQL beside it, not yet in `out`.
    left: Vec<String>,
    right: Vec<String>,
    /// What was returned and what changed, not yet in `out`.
    cards: Vec<Card>,
    /// The lesson whose step is written, and how many steps there were on the page.
    lesson: String,
    steps: usize,
    in_step: bool,
    /// The picture of the tables, not yet in `out`.
    tables: Option<String>,
    /// Where the pairs of code and SQL of this step are in `out`.
    pairs: Vec<(usize, usize)>,
    /// Lines of code that differ from those beside them.
    marked: Vec<(String, String)>,
    /// Whether the old code stands beside the new.
    beside: bool,
    /// Whether a long line of code goes on in the next one: wrong and right code have half of the width.
    wrapped: bool,
}

impl<'a> Writer<'a> {
    fn new(common: &'a Common<'a>, page: &'a Page) -> Self {
        Self {
            common,
            page,
            out: String::new(),
            left: Vec::new(),
            right: Vec::new(),
            cards: Vec::new(),
            lesson: String::new(),
            steps: 0,
            in_step: false,
            tables: None,
            pairs: Vec::new(),
            marked: Vec::new(),
            beside: false,
            wrapped: false,
        }
    }

    /// A part of the page, written alone.
    fn part(
        &self,
        blocks: &[Block],
        set: impl FnOnce(&mut Self),
    ) -> Result<String> {
        let mut part = Writer::new(self.common, self.page);
        (part.lesson, part.steps, part.in_step) =
            (self.lesson.clone(), self.steps, self.in_step);
        set(&mut part);
        part.all(blocks)?;
        Ok(part.finished())
    }

    fn finished(mut self) -> String {
        self.flush();
        self.out
    }

    fn all(&mut self, blocks: &[Block]) -> Result<()> {
        let find = |words: &[&str]| {
            blocks
                .iter()
                .position(|block| words.iter().any(|word| starts(block, word)))
        };
        let (wrong, right) = (
            find(&["Wrong:", "Doesn't compile:"]),
            find(&["Right:", "Compiles:"]),
        );
        if let (Some(wrong), Some(right)) = (wrong, right) {
            let end = find(&["Why:"]).unwrap_or(blocks.len());
            self.all(&blocks[..wrong])?;
            self.compared(&blocks[wrong..right], &blocks[right..end])?;
            return self.all(&blocks[end..]);
        }
        let mut rest = blocks;
        while !rest.is_empty() {
            rest = &rest[self.next(rest)?..];
        }
        Ok(())
    }

    /// Writes what `blocks` begin with. Returns how many of them that is.
    fn next(&mut self, blocks: &[Block]) -> Result<usize> {
        use Block::{Code, Fold, Mark, Paragraph, Table};
        Ok(match blocks {
            [Mark(mark), rest @ ..] => {
                let end = rest.iter().position(
                    |block| matches!(block, Mark(mark) if mark == "end"),
                );
                self.mark(mark, &rest[..end.unwrap_or(0)]);
                let left_out = mark.starts_with("shown: navigation");
                1 + end.filter(|_| left_out).unwrap_or(0)
            }
            [
                attempt @ Paragraph { html: title, .. },
                Paragraph { html: call, text },
                Code { lang, text: sql },
                Paragraph { html, .. },
                ..,
            ] if text.starts_with("Call: ")
                && lang == "sql"
                && starts(attempt, "Attempt") =>
            {
                self.refused(title, call, sql, html);
                4
            }
            [Paragraph { html: call, text }, Code { lang, text: sql }, ..]
                if text.starts_with("Call: ") && lang == "sql" =>
            {
                let title = format!(
                    "SQL of {}",
                    call["Call: ".len()..].trim_end_matches(':')
                );
                self.sql(&title, "", sql);
                2
            }
            [Paragraph { text, .. }, Code { lang, text: calls }, sql, ..]
                if text.starts_with("Calls (") && lang == "rust" =>
            {
                let calls = code::block("rust", calls, &Lines::default());
                let title = format!(
                    "SQL of these calls {}",
                    text["Calls ".len()..].trim_end_matches(':')
                );
                self.sql(&title, &calls, sql_in(std::slice::from_ref(sql)));
                3
            }
            [Fold { summary, blocks }, ..]
                if summary.starts_with("SQL of ") =>
            {
                self.sql(summary, "", sql_in(blocks));
                1
            }
            [Fold { summary, blocks }, ..]
                if summary.starts_with("The same in SQLAlchemy") =>
            {
                self.other_library(blocks)?;
                1
            }
            [Code { lang, text }, ..] if lang == "sql" && is_numbered(text) => {
                self.sql("SQL that it sends", "", text);
                1
            }
            [Code { lang, text }, ..] if lang == "rust" || lang == "python" => {
                self.code(lang, text);
                1
            }
            [caption, Code { lang, text }, ..]
                if lang == "diff" && changed_table(caption).is_some() =>
            {
                let table = changed_table(caption).unwrap_or_default();
                let body = rows::changes(text, &self.key(&table));
                self.card(caption, body);
                2
            }
            [caption, Code { lang, text }, ..]
                if is_caption(caption) && matches!(&**lang, "text" | "sql") =>
            {
                let body = code::block(lang, text, &Lines::default());
                self.card(caption, body);
                2
            }
            [caption, Table { html, rows }, ..] if is_caption(caption) => {
                self.card(caption, rows_of(html, rows));
                2
            }
            [block, ..] => {
                self.plain(block)?;
                1
            }
            [] => 0,
        })
    }

    /// A block that means nothing beyond itself.
    fn plain(&mut self, block: &Block) -> Result<()> {
        self.flush();
        match block {
            Block::Heading {
                level, id, html, ..
            } => {
                let link =
                    format!("<a class=\"header\" href=\"#{id}\">{html}</a>");
                self.out += &format!("<h{level} id=\"{id}\">{link}</h{level}>");
            }
            Block::Paragraph { html, .. } => {
                self.out += &format!("<p>{html}</p>")
            }
            Block::Code { lang, text } if lang == "diff" => {
                self.out += &changed_code(text, self.beside)
            }
            Block::Code { lang, text } => {
                self.out += &code::block(lang, text, &Lines::default())
            }
            Block::Table { html, rows } => self.out += &rows_of(html, rows),
            Block::Picture { alt, file } => self.picture(alt, file)?,
            Block::Fold { summary, blocks } => {
                let inner = self.part(blocks, |_| ())?;
                self.out += &format!(
                    "<details><summary>{summary}</summary>{inner}</details>"
                );
            }
            Block::Other(html) => self.out += html,
            Block::Mark(_) => {}
        }
        Ok(())
    }

    /// A comment of the page: a step, of which `blocks` are the content, begins or ends.
    fn mark(&mut self, mark: &str, blocks: &[Block]) {
        self.flush();
        let shown = mark.strip_prefix("shown: ");
        if let Some((lesson, _)) = shown.and_then(|shown| shown.split_once('/'))
        {
            lesson.clone_into(&mut self.lesson);
            self.tables = self.tables_touched(blocks);
        }
        if shown.is_some() {
            self.steps += 1;
            // Where the page doesn't show what a line sent, its number leads nowhere.
            self.in_step = has_statements(blocks);
            self.pairs.clear();
            self.out += "<div class=\"step\">";
        } else if mark == "end" {
            self.in_step = false;
            self.out += "</div>";
        }
    }

    /// The picture of the lesson's tables with what this step touches, unless the page has a picture of its own.
    fn tables_touched(&self, blocks: &[Block]) -> Option<String> {
        let folder = self.page.source.split('/').next()?;
        let name = if folder == self.lesson {
            "tables".to_owned()
        } else {
            format!("{}-tables", self.lesson)
        };
        if self
            .page
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Picture { .. }))
        {
            return None;
        }
        let svg = fs::read_to_string(
            self.common.root.join(format!("{folder}/pictures/{name}.svg")),
        )
        .ok()?;
        let sql: Vec<&str> = blocks
            .iter()
            .map(|block| sql_in(std::slice::from_ref(block)))
            .collect();
        touched::marked(&without_style(&svg)?, &format!("\n{}", sql.join("\n")))
    }

    /// What names the two ends of a number in this step.
    fn side(&self) -> String {
        format!("n{}-", self.steps)
    }

    fn code(&mut self, lang: &str, text: &str) {
        if !self.right.is_empty() || !self.cards.is_empty() {
            self.flush();
        }
        self.out += &self.tables.take().unwrap_or_default();
        let first = text.lines().next().and_then(|line| {
            line.strip_prefix("// ").or_else(|| line.strip_prefix("# "))
        });
        let path = first.filter(|path| self.common.root.join(path).is_file());
        let head = path.map(|path| {
            let text = escaped(path);
            format!(
                "<figcaption><a class=\"path\" href=\"{}\">{text}</a></figcaption>",
                self.elsewhere(path)
            )
        });
        let text = if path.is_some() {
            text.split_once('\n').unwrap_or_default().1
        } else {
            text
        };
        let side = self.side();
        let side = self.in_step.then_some(&*side);
        let body = code::block(
            lang,
            text,
            &Lines {
                side,
                marked: &self.marked,
                wrapped: self.wrapped,
            },
        );
        self.left.push(format!(
            "<figure class=\"card\">{}{body}</figure>",
            head.unwrap_or_default()
        ));
    }

    /// The address of a file that is not in the book, from this page.
    fn elsewhere(&self, path: &str) -> String {
        let found = (self.common.elsewhere)(path);
        let up = if found.contains("://") {
            0
        } else {
            self.page.address.matches('/').count()
        };
        "../".repeat(up) + &found
    }

    /// What a call sent. `title` is the call and the number of statements.
    fn sql(&mut self, title: &str, calls: &str, sql: &str) {
        if !self.cards.is_empty() {
            self.flush();
        }
        let body = calls.to_owned() + &code::statements(sql, &self.side());
        self.right.push(
            Card {
                title: format!("<span>{title}</span>"),
                body,
            }
            .html(),
        );
    }

    /// A write that the database refused: what it was for, the call, its SQL with the answer, and the rule.
    fn refused(&mut self, title: &str, call: &str, sql: &str, rule: &str) {
        let sql = code::statements(sql, &self.side());
        let call = call.trim_end_matches(':');
        self.right.push(format!(
            "<figure class=\"card refused\"><figcaption>{title}</figcaption><p>{call}</p>{sql}<p>{rule}</p></figure>"
        ));
    }

    /// The same step in SQLAlchemy, as a second tab: of the code, if the step has one pair, else of all that is below
    /// its words.
    fn other_library(&mut self, blocks: &[Block]) -> Result<()> {
        self.flush();
        let from = self.pairs.first().map_or(self.out.len(), |(from, _)| *from);
        let to = if let [(_, to)] = &*self.pairs {
            *to
        } else {
            self.out.len()
        };
        let after = self.out.split_off(to);
        let ours = self.out.split_off(from);
        // Numbers of its own.
        let theirs =
            self.part(blocks, |part| part.steps = 1000 + self.steps)?;
        self.out += &tabs(
            self.steps,
            "orm",
            &[("SeaORM", &ours), ("SQLAlchemy", &theirs)],
        );
        self.out += &after;
        Ok(())
    }

    fn card(&mut self, caption: &Block, body: String) {
        if !self.left.is_empty() || !self.right.is_empty() {
            self.flush();
        }
        let Block::Paragraph { html, .. } = caption else {
            return;
        };
        self.cards.push(Card {
            title: html.trim_end_matches(':').to_owned(),
            body,
        });
    }

    /// Writes what is waiting.
    fn flush(&mut self) {
        let (left, right) = (self.left.concat(), self.right.concat());
        let from = self.out.len();
        if left.is_empty() || right.is_empty() {
            self.out += &(left + &right);
        } else {
            self.out += &format!(
                "<div class=\"two\"><div>{left}</div><div>{right}</div></div>"
            );
        }
        if self.out.len() > from {
            self.pairs.push((from, self.out.len()));
        }
        self.left.clear();
        self.right.clear();
        self.flush_cards();
    }

    fn flush_cards(&mut self) {
        let cards = std::mem::take(&mut self.cards);
        if cards.is_empty() {
            return;
        }
        self.out += "<div class=\"cards\">";
        let mut rest = &*cards;
        while let [card, after @ ..] = rest {
            rest = after;
            match after.first() {
                Some(other) if of_two_databases(&card.title, &other.title) => {
                    rest = &after[1..];
                    let id = self.out.len();
                    self.out += &tabs(
                        id,
                        "database",
                        &[
                            ("PostgreSQL", &card.html()),
                            ("SQLite", &other.html()),
                        ],
                    );
                }
                _ => self.out += &card.html(),
            }
        }
        self.out += "</div>";
    }

    /// Wrong code and right code side by side, with the words marked in which they differ.
    fn compared(&mut self, wrong: &[Block], right: &[Block]) -> Result<()> {
        self.flush();
        let code = |blocks: &[Block], wanted: &str| {
            let text = |block: &Block| match block {
                Block::Code { lang, text } if lang == wanted => {
                    Some(text.clone())
                }
                _ => None,
            };
            blocks.iter().filter_map(text).collect::<Vec<_>>()
        };
        let mut diffs = code(right, "diff");
        if let ([], [old], [new]) =
            (&*diffs, &*code(wrong, "rust"), &*code(right, "rust"))
        {
            let diff = TextDiff::from_lines(old, new);
            // Two ways to write it, and not one with a mistake: all would be marked.
            if diff.ratio() > 0.7 {
                diffs.push(diff.unified_diff().context_radius(0).to_string());
            }
        }
        let marked = |tag, element| {
            diffs
                .iter()
                .flat_map(move |text| words_that_differ(text, tag, element))
                .collect()
        };
        let (gone, come) = (
            marked(ChangeTag::Delete, "del"),
            marked(ChangeTag::Insert, "ins"),
        );
        let wrong = self
            .part(wrong, |part| (part.marked, part.wrapped) = (gone, true))?;
        let right = self.part(right, |part| {
            (part.marked, part.beside, part.wrapped) = (come, true, true);
        })?;
        self.out += &format!(
            "<div class=\"two even\"><section class=\"verdict wrong\">{wrong}</section><section class=\"verdict right\">{right}\
             </section></div>"
        );
        Ok(())
    }

    /// A picture of tables or rows is part of the page, so that it has the colors of the page.
    fn picture(&mut self, alt: &str, file: &str) -> Result<()> {
        let folder = self
            .page
            .source
            .rfind('/')
            .map_or("", |at| &self.page.source[..at]);
        let path = crate::pages::joined(folder, file);
        let svg = fs::read_to_string(self.common.root.join(&path))
            .with_context(|| format!("can't read {path}"))?;
        // A chart has the colors of the program that drew it.
        let (class, svg) =
            without_style(&svg).map_or(("chart", svg), |svg| ("picture", svg));
        let svg = svg.replace(" role=\"img\" aria-label=\"\"", "");
        let said = if svg.contains("aria-label") {
            String::new()
        } else {
            format!(" role=\"img\" aria-label=\"{}\"", escaped(alt))
        };
        self.out += &format!(
            "<div class=\"{class}\">{}</div>",
            svg.replacen("<svg", &format!("<svg{said}"), 1)
        );
        Ok(())
    }

    /// The primary key of `table` of this lesson, or of any lesson if the page is of none.
    fn key(&self, table: &str) -> Vec<String> {
        let named =
            |((lesson, name), _): &(&(String, String), &Vec<String>)| {
                name == table && *lesson == self.lesson
            };
        let keys = &self.common.keys;
        let found = keys
            .iter()
            .find(named)
            .or_else(|| keys.iter().find(|((_, name), _)| name == table));
        found.map_or_else(|| vec!["id".to_owned()], |(_, key)| key.clone())
    }
}

/// A picture without its colors, which are those of the page. `None` if it has none of its own: then it is a chart.
fn without_style(svg: &str) -> Option<String> {
    let (before, rest) = svg.split_once("<style>")?;
    Some(before.to_owned() + rest.split_once("</style>")?.1)
}

/// The first block of SQL.
fn sql_in(blocks: &[Block]) -> &str {
    let sql = blocks.iter().find_map(|block| match block {
        Block::Code { lang, text } if lang == "sql" => Some(&**text),
        Block::Fold { blocks, .. } => {
            Some(sql_in(blocks)).filter(|sql| !sql.is_empty())
        }
        _ => None,
    });
    sql.unwrap_or_default()
}

/// Whether there is SQL whose statements have numbers.
fn has_statements(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Code { lang, text } => lang == "sql" && is_numbered(text),
        Block::Fold { blocks, .. } => has_statements(blocks),
        _ => false,
    })
}

/// Whether SQL begins with the number of its first statement.
fn is_numbered(sql: &str) -> bool {
    let first = sql.lines().next().and_then(|line| line.strip_prefix("-- "));
    first.is_some_and(|number| number.parse::<u32>().is_ok())
}

fn starts(block: &Block, words: &str) -> bool {
    matches!(block, Block::Paragraph { text, .. } if text.starts_with(words))
}

/// A paragraph that says what the block below it is.
fn is_caption(block: &Block) -> bool {
    matches!(block, Block::Paragraph { text, .. } if text.ends_with(':') && text.len() < 120)
}

/// The table of `Changed in car_info, 6 other rows as they were:`.
fn changed_table(block: &Block) -> Option<String> {
    let Block::Paragraph { text, .. } = block else {
        return None;
    };
    let rest = ["Changed in ", "Added to ", "Deleted from "]
        .iter()
        .find_map(|words| text.strip_prefix(words))?;
    Some(rest.split([',', ':']).next()?.to_owned())
}

/// A table of a page, whose cells know their column: on a phone each stands on a line of its own.
fn rows_of(table: &str, rows: &[Vec<String>]) -> String {
    let table = table.replace("<td>NULL</td>", "<td><i>NULL</i></td>");
    // A chain that can't be broken would push the other columns out of the page.
    let table = code::calls_apart(&table);
    let empty = Vec::new();
    let header = rows.first().unwrap_or(&empty);
    let row = |row: &str| {
        let cells = row.split("<td");
        let label = |(cell, name): (&str, &String)| {
            format!("<td data-label=\"{}\"{cell}", escaped(name))
        };
        let (first, rest) =
            (cells.clone().next().unwrap_or_default(), cells.skip(1));
        first.to_owned() + &rest.zip(header).map(label).collect::<String>()
    };
    let table = table.split("<tr>").map(row).collect::<Vec<_>>().join("<tr>");
    let class = if rows::is_wide(rows) { " wide" } else { "" };
    format!("<div class=\"table-wrapper{class}\">{table}</div>")
}

fn of_two_databases(a: &str, b: &str) -> bool {
    let same = |title: &str, name: &str| {
        title
            .replace(name, "")
            .replace(|c: char| c.is_ascii_digit(), "")
            .replace("statements", "statement")
    };
    a.contains("PostgreSQL")
        && b.contains("SQLite")
        && same(a, "PostgreSQL") == same(b, "SQLite")
}

/// Two forms of one thing, the first of them shown. Without JavaScript too, one can be chosen.
fn tabs(id: usize, of: &str, forms: &[(&str, &str); 2]) -> String {
    let mut out = format!(
        "<fieldset class=\"tabs\" data-of=\"{of}\"><legend class=\"said\">Shown for</legend>"
    );
    for (at, (name, _)) in forms.iter().enumerate() {
        let checked = if at == 0 { " checked" } else { "" };
        out += &format!(
            "<input type=\"radio\" name=\"{of}{id}\" id=\"{of}{id}-{at}\" value=\"{name}\"{checked}>"
        );
        out += &format!("<label for=\"{of}{id}-{at}\">{name}</label>");
    }
    for (_, html) in forms {
        out += &format!("<div class=\"form\">{html}</div>");
    }
    out + "</fieldset>"
}

/// The lines of one side of a diff, with the words marked that the other side doesn't have.
fn words_that_differ(
    diff: &str,
    tag: ChangeTag,
    element: &str,
) -> Vec<(String, String)> {
    let line = |(old, new): (Option<&str>, Option<&str>)| {
        let own = if tag == ChangeTag::Delete { old? } else { new? };
        let html = marked(old.unwrap_or(""), new.unwrap_or(""), tag, element);
        Some((own.trim_end().to_owned(), html))
    };
    pairs(diff).into_iter().filter_map(line).collect()
}

/// A change of code: the new code, with the lines that are new and the words in them marked, and without the old ones if
/// they stand beside it.
fn changed_code(diff: &str, beside: bool) -> String {
    let mut out = String::from(
        "<pre class=\"diff\" tabindex=\"0\"><code class=\"language-rust\">",
    );
    let pairs = pairs(diff);
    for line in diff.lines() {
        let (sign, text) = line.split_at_checked(1).unwrap_or((" ", ""));
        if sign == "-" && beside {
            continue;
        }
        out += &match sign {
            "+" => {
                let old = pairs
                    .iter()
                    .find(|(_, new)| *new == Some(text))
                    .and_then(|(old, _)| *old);
                format!(
                    "<ins>{}</ins>",
                    old.map_or_else(
                        || escaped(text),
                        |old| marked(old, text, ChangeTag::Insert, "mark")
                    )
                )
            }
            "-" => {
                let new = pairs
                    .iter()
                    .find(|(old, _)| *old == Some(text))
                    .and_then(|(_, new)| *new);
                format!(
                    "<del>{}</del>",
                    new.map_or_else(
                        || escaped(text),
                        |new| marked(text, new, ChangeTag::Delete, "mark")
                    )
                )
            }
            " " => code::line_of(&escaped(text), beside),
            _ => code::line_of(&escaped(line), beside),
        };
        out += "&#10;";
    }
    out + "</code></pre>"
}

/// The lines of a diff that changed: an old one and the new one in its place. One of them may be missing.
fn pairs(diff: &str) -> Vec<(Option<&str>, Option<&str>)> {
    let lines: Vec<&str> = diff.lines().collect();
    let mut pairs = Vec::new();
    for run in lines
        .chunk_by(|a, b| a.starts_with(['-', '+']) == b.starts_with(['-', '+']))
    {
        let old: Vec<_> =
            run.iter().filter_map(|line| line.strip_prefix('-')).collect();
        let new: Vec<_> =
            run.iter().filter_map(|line| line.strip_prefix('+')).collect();
        for at in 0..old.len().max(new.len()) {
            pairs.push((old.get(at).copied(), new.get(at).copied()));
        }
    }
    pairs
}

/// `old` or `new`, whichever has the words of `tag`, with those words marked.
fn marked(old: &str, new: &str, tag: ChangeTag, element: &str) -> String {
    let (old, new) = (code::tokens(old), code::tokens(new));
    let diff = TextDiff::from_slices(&old, &new);
    let changes = diff.iter_all_changes().filter(|change| {
        change.tag() == tag || change.tag() == ChangeTag::Equal
    });
    let word = |change: similar::Change<&str>| {
        let text = escaped(change.value());
        if change.tag() == tag {
            format!("<{element}>{text}</{element}>")
        } else {
            text
        }
    };
    changes.map(word).collect()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    /// The page of `tests/step.txt`, a step with all that a step can have.
    fn step() -> String {
        let blocks =
            crate::markdown::blocks(include_str!("../tests/step.txt"), &|to| {
                Ok(to.to_owned())
            });
        let key = ["student_id", "course_id"].map(str::to_owned).to_vec();
        let lesson = (
            "many-to-many-association".to_owned(),
            "student_course".to_owned(),
        );
        let common = Common {
            root: Path::new("/nowhere"),
            keys: Keys::from([(lesson, key)]),
            elsewhere: &|path| path.to_owned(),
        };
        let page = Page {
            address: "step".to_owned(),
            title: String::new(),
            heading: String::new(),
            source: "step.md".to_owned(),
            origin: "step.md".to_owned(),
            depth: 0,
            blocks: blocks.expect("Markdown"),
        };
        of_page(&common, &page).expect("a page")
    }

    /// What is in the element that begins with `start`, as far as `end`.
    fn part(html: &str, start: &str, end: &str) -> String {
        let (_, rest) = html
            .split_once(start)
            .unwrap_or_else(|| panic!("no {start} in {html}"));
        rest.split_once(end).expect(end).0.to_owned()
    }

    #[test]
    fn a_number_leads_from_the_line_to_its_statement_and_back() {
        let html = step();
        let line = part(&html, "data-n=\"2 3\"", "</span>");
        assert!(line.contains("<i id=\"n1-c3\"></i>"), "{line}");
        assert!(
            line.contains(
                "data-no=\"2–3\" aria-label=\"statements 2–3\" href=\"#n1-s2\""
            ),
            "{line}"
        );
        assert!(line.ends_with("    link.save(db).await?;"), "{line}");
        let statement = part(&html, "id=\"n1-s3\">", "</pre>");
        assert!(statement.contains("href=\"#n1-c3\""), "{statement}");
        assert!(!html.contains("// 2, 3"), "{html}");
    }

    #[test]
    fn a_row_is_known_again_by_its_whole_key() {
        let rows = part(&step(), "<table class=\"changes\">", "</table>");
        let what: Vec<_> = rows
            .split("<tr class=\"")
            .skip(1)
            .filter_map(|row| row.split('"').next())
            .collect();
        assert_eq!(what, ["changed", "deleted", "added"]);
        assert!(rows.contains("changed from </span><del><i>NULL</i></del> <span class=\"said\">to </span><ins>90</ins>"));
    }

    #[test]
    fn a_refused_write_is_one_block() {
        let block =
            part(&step(), "<figure class=\"card refused\">", "</figure>");
        for words in [
            "Attempt to link them twice.",
            "link(db, 1, 1)",
            "VALUES",
            "ERROR: duplicate key value violates unique constraint &quot;link_pkey&quot;",
            "A unique constraint refuses it.",
        ] {
            assert!(block.contains(words), "{words} isn't in {block}");
        }
    }

    #[test]
    fn the_other_library_is_the_second_tab() {
        let html = step();
        let tabs = part(
            &html,
            "<fieldset class=\"tabs\" data-of=\"orm\">",
            "</fieldset>",
        );
        assert!(tabs.contains("value=\"SeaORM\" checked"), "{tabs}");
        let (ours, theirs) =
            tabs.rsplit_once("<div class=\"form\">").expect("two forms");
        assert!(
            ours.contains("link.save(db)") && ours.contains("refused"),
            "{ours}"
        );
        assert!(
            theirs.contains("Differs") && theirs.contains("session.commit()"),
            "{theirs}"
        );
        assert!(
            theirs.contains("href=\"#n1001-s1\"")
                && theirs.contains("id=\"n1001-s1\""),
            "{theirs}"
        );
        assert!(!html.contains("The same in SQLAlchemy"), "{html}");
    }

    #[test]
    fn no_blank_line_ends_the_block() {
        assert!(!step().trim_end().contains("\n\n"));
    }
}
