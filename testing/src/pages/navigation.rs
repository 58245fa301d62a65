//! The way from one page to the next, and within a page.

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::{events, links::anchors};
use crate::read;

/// The pages of the lessons, in reading order: page and name.
const PAGES: [(&str, &str); 6] = [
    ("README.md", "Start"),
    ("car-mart/README.md", "One-to-many and many-to-one"),
    ("one-to-one/README.md", "One-to-one"),
    ("many-to-many-secondary/README.md", "Many-to-many"),
    (
        "many-to-many-association/README.md",
        "Many-to-many with columns on the link",
    ),
    ("guide/shapes.md", "Shapes"),
];

/// Links from a lesson's page to those before and after it, to the first page, to its exercises and to
/// its snapshots.
pub(super) fn links(page: &str) -> String {
    let place = PAGES
        .iter()
        .position(|(found, _)| *found == page)
        .expect("a lesson's page");
    let (lesson, _) = page
        .split_once('/')
        .expect("a lesson's page is in a folder");
    let link = |place: usize, before: &str, after: &str| {
        let (file, name) = PAGES[place];
        format!("[{before}{name}{after}](../{file})")
    };
    let mut links = vec![link(place - 1, "‹ ", ""), link(place + 1, "", " ›")];
    if place > 1 {
        links.push(link(0, "", ""));
    }
    links.push("[Exercises](../exercises/README.md#which-exercises-are-there)".to_owned());
    links.push(format!(
        "[Snapshots](../tests/snapshots/README.md#{lesson})"
    ));
    links.join(" · ")
}

/// A list of a page's headings.
pub(super) fn contents(page: &str) -> String {
    let text = read(page);
    let levels = events(&text).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    let headings = text.lines().scan(false, |code, line| {
        *code ^= line.starts_with("```");
        Some((*code, line))
    });
    let headings = headings.filter(|(code, line)| !code && line.starts_with('#'));
    let headings = headings.map(|(_, line)| line.trim_start_matches('#').trim());
    let lines = levels.zip(headings).zip(anchors(&text));
    let lines = lines.filter_map(|((level, heading), anchor)| match level {
        HeadingLevel::H2 => Some(format!("- [{heading}](#{anchor})")),
        HeadingLevel::H3 => Some(format!("  - [{heading}](#{anchor})")),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}
