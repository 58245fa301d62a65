//! No page can go stale: what a page shows is what the programs print, and what
//! it names exists.
//!
//! A block between `<!-- shown: NAME -->` and `<!-- end -->` is generated, and
//! `UPDATE_PAGES=1` with the package's tests writes it again. [`shown`] knows the
//! names that begin with a lesson; the others belong to the package whose page has
//! them.

pub mod links;

pub mod picture;

pub mod quotes;

use std::{env, fs, path::PathBuf};

use harness::{Lesson, Part};
use pulldown_cmark::{Event, Options, Parser};

use crate::{
    Kind, block_on, body, cells, difference, file_names,
    lessons::{folder, record, step_body},
    root,
};

/// The pages of the document; those of the guide are all others.
const DOCUMENT: [&str; 6] = [
    "README.md",
    "car-mart/README.md",
    "one-to-one/README.md",
    "many-to-many-secondary/README.md",
    "many-to-many-association/README.md",
    "migrations/README.md",
];

/// Every page: the Markdown files at the root, in `guide/` and in the crates.
///
/// # Panics
///
/// If a folder can't be read.
pub fn all() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let mut pages: Vec<_> = entries(root())
        .into_iter()
        .filter(|path| path.join("Cargo.toml").exists())
        .chain([root()])
        .flat_map(entries)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// The pages of the document.
pub fn document() -> Vec<PathBuf> {
    DOCUMENT.map(|page| root().join(page)).into()
}

/// The other pages.
pub fn guide() -> Vec<PathBuf> {
    let mut pages = all();
    pages.retain(|page| !document().contains(page));
    pages
}

/// A page's events, as a Markdown reader sees them.
pub fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// What belongs in the block of that name: `LESSON/STEP` (the step's snapshot,
/// its SQL folded), `tables LESSON` (tables with their keys), `picture LESSON`
/// (rows with arrows).
pub fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("tables", lesson)) => fenced(&picture::tables(&tables(lesson))),
        Some(("picture", lesson)) => fenced(&rows_picture(lesson)),
        _ => {
            let (lesson, step) = name.split_once('/').expect("LESSON/STEP");
            folded(&step_body(lesson, step))
        }
    }
}

/// Text in a block.
pub fn fenced(text: &str) -> String {
    format!("```text\n{text}\n```")
}

/// SQL in a block that a web page opens when it is asked for.
pub fn folded(text: &str) -> String {
    let mut parts = text.split("```sql\n");
    let mut folded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sql, rest) = part.split_once("\n```").expect("a block ends");
        folded += "<details><summary>SQL</summary>\n\n";
        folded += &format!("```sql\n{sql}\n```\n\n</details>{rest}");
    }
    folded
}

/// The cells of every table in a step, under the line before the table.
fn step_tables(text: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let mut tables = Vec::new();
    let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    for (number, line) in lines.iter().enumerate() {
        if line.starts_with("|--") {
            let rows = lines[number + 1..].iter();
            let rows = rows
                .take_while(|line| line.starts_with('|'))
                .map(|line| cells(line));
            tables.push((lines[number - 2].to_owned(), rows.collect()));
        }
    }
    tables
}

/// The tables of a lesson, as the last step that shows their columns shows them.
pub fn tables(lesson: &str) -> Vec<picture::Table> {
    let folder = folder(lesson);
    let mut tables: Vec<picture::Table> = Vec::new();
    for name in file_names(&folder) {
        for (caption, columns) in step_tables(&body(&folder, name.trim_end_matches(".snap"))) {
            let Some(name) = caption.strip_prefix("Table ") else {
                continue;
            };
            let name = name.trim_end_matches(':').to_owned();
            tables.retain(|table| table.name != name);
            tables.push(picture::Table { name, columns });
        }
    }
    tables
}

/// The rows of a lesson and the foreign keys between them, as one of its read
/// steps shows them.
fn rows_picture(lesson: &str) -> String {
    let rows = |step| step_tables(&step_body(lesson, step)).remove(0).1;
    match lesson {
        "car-mart" => picture::rows(&rows("read_from_brands"), &["<──"; 2]),
        "one-to-one" => picture::rows(&rows("read_from_users"), &["<──"]),
        "many-to-many-secondary" => picture::rows(&rows("read_from_students"), &["<──┼──>"]),
        "many-to-many-association" => {
            let mut rows = rows("read_from_students");
            // Student, course, date, grade: what the link carries belongs in the
            // middle.
            for row in &mut rows {
                let carried = row.drain(2..).filter(|cell| cell != "NULL");
                let link = carried.collect::<Vec<_>>().join(" ");
                row.insert(1, link);
            }
            picture::rows(&rows, &["<──", "──>"])
        }
        _ => panic!("no picture of {lesson}"),
    }
}

/// Begins a generated block, before its name.
pub const BEGIN: &str = "<!-- shown: ";
const END: &str = "<!-- end -->";

/// The page with its generated blocks as they should be.
fn generated(page: &str, shown: &dyn Fn(&str) -> String) -> String {
    let mut parts = page.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("a block has a name");
        let (_, rest) = rest
            .split_once(END)
            .unwrap_or_else(|| panic!("{name} has no end"));
        text += &format!("{BEGIN}{name} -->\n\n{}\n\n{END}{rest}", shown(name));
    }
    text
}

/// Whether this run writes the pages.
pub fn updates_pages() -> bool {
    env::var_os("UPDATE_PAGES").is_some()
}

/// Each page is as its blocks should be; or is written, if this run does that.
///
/// # Panics
///
/// If a page differs.
pub fn every_block_is_fresh(pages: &[PathBuf], shown: impl Fn(&str) -> String) {
    let mut stale = String::new();
    for page in pages {
        let found = fs::read_to_string(page).unwrap();
        let expected = links::with_numbers(page, &generated(&found, &shown));
        if updates_pages() {
            fs::write(page, &expected).unwrap();
        } else if found != expected {
            let difference = difference(&found, &expected);
            stale += &format!("{}\n{difference}\n", page.display());
        }
    }
    assert!(
        stale.is_empty(),
        "{stale}stale; run with UPDATE_PAGES=1 and read the change"
    );
}

/// The picture of a lesson's tables consists of the columns that its steps show.
///
/// # Panics
///
/// If a table is in no step.
pub fn every_table_is_shown_by_a_step(lessons: &[Lesson]) {
    for lesson in lessons {
        let recorder = block_on(record(lesson, Kind::Sqlite));
        let parts = recorder.records().iter().flat_map(|step| &step.parts);
        let shown: Vec<_> = parts
            .filter_map(|part| match part {
                Part::Outcome(outcome) => outcome.caption.strip_prefix("Table "),
                Part::Code(_) => None,
            })
            .collect();
        for table in lesson.tables {
            assert!(
                *table == "seaql_migrations" || shown.contains(table),
                "no step of {} calls `lesson.columns` with the entity of {table}",
                lesson.name
            );
        }
    }
}
