//! The way from one page to the next, and within a page.

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::{events, links::anchors};
use crate::read;

/// The pages of the lessons, in reading order: page and name.
pub(super) const PAGES: [(&str, &str); 17] = [
    ("README.md", "Start"),
    ("car-mart/README.md", "One-to-many and many-to-one"),
    ("car-mart/three-tables.md", "Three tables"),
    ("car-mart/create.md", "Create rows"),
    ("car-mart/read.md", "Read and join"),
    ("car-mart/update-and-delete.md", "Update and delete"),
    ("car-mart/data-mart.md", "Data mart and index"),
    ("one-to-one/README.md", "One-to-one"),
    ("one-to-one/change-and-delete.md", "One-to-one: change and delete"),
    ("many-to-many-secondary/README.md", "Many-to-many"),
    (
        "many-to-many-secondary/link-and-read.md",
        "Many-to-many: link and read",
    ),
    (
        "many-to-many-secondary/change-and-delete.md",
        "Many-to-many: unlink and delete",
    ),
    (
        "many-to-many-association/README.md",
        "Many-to-many with columns on the link",
    ),
    (
        "many-to-many-association/link.md",
        "Columns on the link: link and hooks",
    ),
    (
        "many-to-many-association/read-and-query.md",
        "Columns on the link: read and query",
    ),
    (
        "many-to-many-association/change-and-delete.md",
        "Columns on the link: change and delete",
    ),
    ("guide/shapes.md", "Shapes"),
];

/// The pages of a lesson, in reading order: page and name.
pub(super) fn of_lesson(
    lesson: &str,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let folder = format!("{lesson}/");
    let pages = PAGES.into_iter();
    pages.filter(move |(page, _)| page.starts_with(&folder))
}

/// Links from a lesson's page to those before and after it. Above the page (without "below" before
/// its name) also to the contents of the lesson or the first page, to its exercises and to its
/// snapshots.
pub(super) fn links(page: &str) -> String {
    let (page, below) = match page.strip_prefix("below ") {
        Some(page) => (page, true),
        None => (page, false),
    };
    let place = PAGES
        .iter()
        .position(|(found, _)| *found == page)
        .expect("a lesson's page");
    let (lesson, file) = in_lesson(page);
    let link = |place: usize, before: &str, after: &str| {
        let (page, name) = PAGES[place];
        let file = match page.strip_prefix(&format!("{lesson}/")) {
            Some(file) => file.to_owned(),
            None => format!("../{page}"),
        };
        format!("[{before}{name}{after}]({file})")
    };
    let mut links = vec![link(place - 1, "‹ ", ""), link(place + 1, "", " ›")];
    if below {
        return links.join(" · ");
    }
    if file != "README.md" {
        links.push("[Contents](README.md)".to_owned());
    } else if place > 1 {
        links.push(link(0, "", ""));
    }
    links.push(
        "[Exercises](../exercises/README.md#which-exercises-are-there)"
            .to_owned(),
    );
    links.push(format!("[Snapshots](../tests/snapshots/README.md#{lesson})"));
    links.join(" · ")
}

/// The lesson of a page, and its file in the lesson's folder.
fn in_lesson(page: &str) -> (&str, &str) {
    page.split_once('/').expect("a lesson's page is in a folder")
}

/// A list of a page's headings. That of a lesson's first page also lists the other
/// pages of the lesson.
pub(super) fn contents(page: &str) -> String {
    let own = headings(page).into_iter();
    let mut lines: Vec<_> = own
        .filter_map(|(level, heading, anchor)| match level {
            HeadingLevel::H2 => Some(format!("- [{heading}](#{anchor})")),
            HeadingLevel::H3 => Some(format!("  - [{heading}](#{anchor})")),
            _ => None,
        })
        .collect();
    let (lesson, file) = in_lesson(page);
    if file == "README.md" {
        let others = of_lesson(lesson).filter(|(other, _)| *other != page);
        lines.extend(others.map(|(other, name)| {
            let (_, file) = in_lesson(other);
            format!("- **[{name}]({file})**")
        }));
    }
    lines.join("\n")
}

/// The headings of a page: level, text and anchor.
fn headings(page: &str) -> Vec<(HeadingLevel, String, String)> {
    let text = read(page);
    let levels = events(&text).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    let headings = text.lines().scan(false, |code, line| {
        *code ^= line.starts_with("```");
        Some((*code, line))
    });
    let headings =
        headings.filter(|(code, line)| !code && line.starts_with('#'));
    let headings =
        headings.map(|(_, line)| line.trim_start_matches('#').trim());
    let headings = levels.zip(headings).zip(anchors(&text));
    headings
        .map(|((level, heading), anchor)| (level, heading.to_owned(), anchor))
        .collect()
}
