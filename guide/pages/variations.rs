//! Where each relationship that EF Core and SQLAlchemy name is here.

use std::{collections::BTreeSet, fs};

use testing::{cells, read, root};
use tests::LESSONS;

/// How many variations each heading has: EF Core's three chapters (41), and
/// SQLAlchemy's (59).
const COUNTS: [(&str, usize); 9] = [
    ("EF Core's one-to-many relationships", 12),
    ("EF Core's one-to-one relationships", 13),
    ("EF Core's many-to-many relationships", 16),
    ("SQLAlchemy's basic relationship patterns", 17),
    ("SQLAlchemy's adjacency lists", 4),
    ("SQLAlchemy's ways to configure a join", 14),
    ("SQLAlchemy's large and custom collections", 6),
    ("SQLAlchemy's persistence patterns and cascades", 13),
    ("SQLAlchemy's extensions and examples", 5),
];

/// A row of the tables: the name there, where it is here, the note.
struct Row {
    name: String,
    here: Vec<(String, String)>,
    note: String,
}

fn page() -> String {
    read("guide/shapes.md")
}

/// The rows under a heading.
fn rows(page: &str, heading: &str) -> Vec<Row> {
    let (_, section) = page
        .split_once(&format!("\n## {heading}\n"))
        .unwrap_or_else(|| panic!("no heading {heading}"));
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with('|'));
    lines
        .skip(2)
        .map(|line| {
            let [name, here, note] = cells(line).try_into().unwrap();
            let links = here.split("](").collect::<Vec<_>>();
            let here = links.windows(2).map(|pair| {
                let label = pair[0].rsplit('[').next().unwrap();
                let link = pair[1].split(')').next().unwrap();
                (label.to_owned(), link.to_owned())
            });
            Row {
                here: here.collect(),
                name,
                note,
            }
        })
        .collect()
}

/// Whether a link leads to the lesson that it names, or to a trap or a test that
/// exists. What it says of other pages, the test of all links compares.
fn exists(label: &str, link: &str) -> bool {
    let file = link.split('#').next().unwrap();
    let file = root().join("guide").join(file);
    let module = label.replace('-', "_");
    if let Some((kind @ ("trap" | "recipe"), _)) = label.split_once(": ") {
        return link.starts_with(&format!("{kind}s/"));
    }
    if link.starts_with("claims/") {
        let text = fs::read_to_string(file).unwrap_or_default();
        return text.contains(&format!("fn {label}("));
    }
    if link.starts_with("dictionary.md#") {
        return true;
    }
    let lesson = link == format!("shapes/{label}.md")
        || link == format!("../{label}/README.md")
        || link == format!("../car-mart/src/{module}.rs");
    let mut lessons =
        LESSONS.concat().into_iter().chain(shapes::LESSONS.to_vec());
    lesson && lessons.any(|lesson| lesson.name == label)
}

fn every_variation_has_a_place_here_or_a_reason() {
    let page = page();
    let mut names = BTreeSet::new();
    for (heading, count) in COUNTS {
        let rows = rows(&page, heading);
        assert_eq!(rows.len(), count, "{heading}");
        for row in rows {
            let Row { name, here, note } = row;
            assert!(!note.is_empty(), "{name} has no note");
            assert!(
                !here.is_empty() || note.starts_with("None: "),
                "{name} has neither a place nor a reason"
            );
            for (label, link) in here {
                assert!(exists(&label, &link), "{name}: [{label}]({link})");
            }
            assert!(names.insert(name.clone()), "{name} is there twice");
        }
    }
    let tables = page.lines().filter(|line| line.starts_with("| --- |"));
    assert_eq!(tables.count(), COUNTS.len(), "a table that no count covers");
}

fn every_shape_is_a_variation_of_something() {
    let page = page();
    let rows = COUNTS.iter().flat_map(|(heading, _)| rows(&page, heading));
    let named: BTreeSet<_> =
        rows.flat_map(|row| row.here).map(|(label, _)| label).collect();
    for lesson in shapes::LESSONS {
        assert!(named.contains(lesson.name), "no row names {}", lesson.name);
    }
}

fn no_cell_is_a_paragraph() {
    for line in page().lines().filter(|line| line.starts_with('|')) {
        for cell in cells(line) {
            // Of a link, a reader sees the label.
            let mut seen = String::new();
            for part in cell.split('[') {
                let (label, rest) = part.split_once("](").unwrap_or((part, ""));
                seen += label;
                seen += rest.split_once(')').map_or("", |(_, rest)| rest);
            }
            assert!(seen.len() <= 100, "{}: {seen}", seen.len());
        }
    }
}

testing::tests![
    every_variation_has_a_place_here_or_a_reason,
    every_shape_is_a_variation_of_something,
    no_cell_is_a_paragraph,
];
