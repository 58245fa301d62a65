//! A page's Markdown as a list of blocks, with its links resolved.

use anyhow::Result;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// What a page is made of, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `id` is the anchor that GitHub gives it; `text` is the heading without its markup.
    Heading {
        level: u8,
        id: String,
        html: String,
        text: String,
    },
    /// `html` is without the `<p>`.
    Paragraph { html: String, text: String },
    /// A fenced block and the first word of its language.
    Code { lang: String, text: String },
    /// A whole table, and the text of its cells, header first.
    Table {
        html: String,
        rows: Vec<Vec<String>>,
    },
    /// A paragraph that is only a picture.
    Picture { alt: String, file: String },
    /// A `<details>`: what its summary says, as HTML, and what it holds.
    Fold { summary: String, blocks: Vec<Block> },
    /// A comment, such as `shown: car-mart/update` or `end`.
    Mark(String),
    /// Anything else, as HTML.
    Other(String),
}

/// Reads `text`. `link` turns the target of a link, as written in the Markdown, into an address.
///
/// # Errors
///
/// The error of `link`: a link that leads nowhere.
pub fn blocks(
    text: &str,
    link: &dyn Fn(&str) -> Result<String>,
) -> Result<Vec<Block>> {
    let mut anchors = Anchors::default();
    let mut events = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        events.push(match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = link(&dest_url)?.into();
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                })
            }
            // Newlines inside a paragraph mean nothing, and a blank line would end mdBook's block of HTML.
            Event::SoftBreak => Event::Text(" ".into()),
            other => other,
        });
    }
    let mut events = events.into_iter();
    let mut list = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(tag) => {
                let inner = until_end(&tag, &mut events);
                list.push(block(tag, inner, &mut anchors));
            }
            Event::Rule => list.push(Block::Other("<hr>".to_owned())),
            other => list.push(Block::Other(rendered(vec![other]))),
        }
    }
    Ok(folded(list))
}

/// The events up to the end of `tag`, without that end.
fn until_end<'a>(
    tag: &Tag,
    events: &mut impl Iterator<Item = Event<'a>>,
) -> Vec<Event<'a>> {
    let (mut depth, mut inner) = (1, Vec::new());
    for event in events.by_ref() {
        match &event {
            Event::Start(start) if start.to_end() == tag.to_end() => depth += 1,
            Event::End(end) if *end == tag.to_end() => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        inner.push(event);
    }
    inner
}

fn block(tag: Tag<'_>, inner: Vec<Event<'_>>, anchors: &mut Anchors) -> Block {
    match &tag {
        Tag::Heading { level, .. } => {
            let text = text_of(&inner);
            let (level, id) = (depth(*level), anchors.next(&text));
            Block::Heading {
                level,
                id,
                html: rendered(inner),
                text,
            }
        }
        Tag::Paragraph => match inner.first() {
            Some(Event::Start(Tag::Image { dest_url, .. }))
                if one_picture(&inner) =>
            {
                Block::Picture {
                    alt: text_of(&inner),
                    file: dest_url.to_string(),
                }
            }
            _ => Block::Paragraph {
                text: text_of(&inner),
                html: rendered(inner),
            },
        },
        Tag::CodeBlock(kind) => {
            let lang = match kind {
                pulldown_cmark::CodeBlockKind::Fenced(lang) => {
                    lang.split(',').next().unwrap_or("")
                }
                pulldown_cmark::CodeBlockKind::Indented => "",
            };
            // `rs` is how a page shows Rust of another version.
            let lang = if lang == "rs" { "rust" } else { lang };
            Block::Code {
                lang: lang.to_owned(),
                text: text_of(&inner),
            }
        }
        Tag::Table(_) => {
            let rows = cells(&inner);
            Block::Table {
                html: whole(tag, inner),
                rows,
            }
        }
        Tag::HtmlBlock => comment(&text_of(&inner))
            .unwrap_or_else(|| Block::Other(text_of(&inner))),
        _ => Block::Other(whole(tag, inner)),
    }
}

/// What is folded on a page because it is long, and isn't in the book: there a step has a page.
const UNFOLDED: [&str; 3] = [
    "Code, SQL and rows",
    "Migrations",
    "The function above, again",
];

/// Puts what is between `<details>` and `</details>` into a fold.
fn folded(list: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut open: Vec<(String, Vec<Block>)> = Vec::new();
    for block in list {
        let block = match block {
            Block::Other(html) if html.starts_with("<details>") => {
                let summary = html
                    .split_once("<summary>")
                    .and_then(|(_, rest)| rest.split_once("</summary>"));
                open.push((
                    summary.unwrap_or_default().0.to_owned(),
                    Vec::new(),
                ));
                continue;
            }
            Block::Other(html) if html.trim() == "</details>" => match open
                .pop()
            {
                Some((summary, blocks)) if UNFOLDED.contains(&&*summary) => {
                    let around =
                        open.last_mut().map_or(&mut done, |(_, blocks)| blocks);
                    around.extend(blocks);
                    continue;
                }
                Some((summary, blocks)) => Block::Fold { summary, blocks },
                None => continue,
            },
            other => other,
        };
        open.last_mut().map_or(&mut done, |(_, blocks)| blocks).push(block);
    }
    done
}

/// The name of a generated block without what says that a page folds it.
pub fn without_fold(name: &str) -> &str {
    name.strip_suffix(", folded").unwrap_or(name)
}

fn comment(html: &str) -> Option<Block> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(Block::Mark(without_fold(inner.trim()).to_owned()))
}

fn one_picture(inner: &[Event]) -> bool {
    matches!(inner.last(), Some(Event::End(TagEnd::Image)))
        && inner
            .iter()
            .filter(|event| matches!(event, Event::Start(Tag::Image { .. })))
            .count()
            == 1
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

/// The text of `events` without its markup.
fn text_of(events: &[Event]) -> String {
    let text = |event: &Event| match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text) => text.to_string(),
        Event::HardBreak => " ".to_owned(),
        _ => String::new(),
    };
    events.iter().map(text).collect()
}

/// The text of each cell, row by row.
fn cells(events: &[Event]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                rows.push(Vec::new())
            }
            Event::Start(Tag::TableCell) => {
                let rest = events.get(at..).unwrap_or_default();
                let end = rest
                    .iter()
                    .position(|event| *event == Event::End(TagEnd::TableCell));
                let text =
                    text_of(rest.get(..end.unwrap_or(0)).unwrap_or_default());
                if let Some(row) = rows.last_mut() {
                    row.push(text);
                }
            }
            _ => {}
        }
    }
    rows
}

fn rendered(events: Vec<Event<'_>>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out
}

fn whole(tag: Tag<'_>, inner: Vec<Event<'_>>) -> String {
    let end = Event::End(tag.to_end());
    rendered(
        [Event::Start(tag)].into_iter().chain(inner).chain([end]).collect(),
    )
}

/// `text` with the characters escaped that mean something in HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The anchors of one file. GitHub numbers a heading that is there twice.
#[derive(Default)]
pub struct Anchors(std::collections::HashMap<String, usize>);

impl Anchors {
    /// The anchor of the next heading.
    pub fn next(&mut self, heading: &str) -> String {
        let kept =
            |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let slug: String =
            heading.to_lowercase().chars().filter(kept).collect();
        let slug = slug.replace(' ', "-");
        let count = self.0.entry(slug.clone()).or_default();
        *count += 1;
        if *count == 1 {
            slug
        } else {
            format!("{slug}-{}", *count - 1)
        }
    }
}
