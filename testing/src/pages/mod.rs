//! No page can go stale: what a page shows is what the programs print, and what
//! it names exists.
//!
//! A block between `<!-- shown: NAME -->` and `<!-- end -->` is generated, and
//! `UPDATE_PAGES=1` with the package's tests writes it again. [`shown`] knows the
//! names that begin with a lesson; the others belong to the package whose page has
//! them.

pub mod imports;

pub mod links;

mod navigation;

pub mod picture;

pub mod quotes;

pub mod relationship;

pub mod svg;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use harness::{Lesson, Record};
use pulldown_cmark::{Event, Options, Parser};

use crate::{
    Kind, block_on, body, cells, difference, file_names,
    lessons::{folder, record, step_body},
    root, sqlalchemy,
};

/// Every page: the Markdown files at the root, in the crates, in `python/` and in their folders.
///
/// # Panics
///
/// If a folder can't be read.
pub fn all() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let mut pages: Vec<_> = entries(root())
        .into_iter()
        .filter(|path| {
            path.join("Cargo.toml").exists() || path.ends_with("python")
        })
        // It has samples of pages, and a page that links within the book.
        .filter(|path| !path.ends_with("book"))
        .flat_map(|package| {
            let folders = entries(package.clone()).into_iter();
            let folders = folders.filter(|path| path.is_dir());
            folders.chain([package]).collect::<Vec<_>>()
        })
        .chain([root()])
        .flat_map(entries)
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "md")
        })
        .collect();
    pages.sort();
    pages
}

/// The pages of a lesson, in reading order.
pub fn of_lesson(lesson: &str) -> Vec<PathBuf> {
    let pages = navigation::of_lesson(lesson);
    pages.map(|(page, _)| root().join(page)).collect()
}

/// The pages of the document: the first page, those of the lessons and that of the
/// migrations. Those of the guide are all others.
pub fn document() -> Vec<PathBuf> {
    let pages = navigation::PAGES.iter().map(|(page, _)| *page);
    let pages = pages.filter(|page| !page.starts_with("guide/"));
    let pages = pages.chain(["migrations/README.md"]);
    pages.map(|page| root().join(page)).collect()
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
/// its `use` lines, its SQL folded, and the same in SQLAlchemy), `LESSON/STEP, folded` (all but its words folded),
/// `tables LESSON` (tables with their keys), `picture LESSON` (rows with arrows), `navigation PAGE`,
/// `navigation below PAGE` and `contents PAGE`.
pub fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("tables", lesson)) => drawn_tables(lesson, ""),
        Some(("picture", lesson)) => {
            let (rows, arrows) = rows_of(lesson);
            let text = picture::rows(&rows, arrows);
            let file = picture_file(lesson, "rows");
            drawn("", &file, "Rows and the foreign keys between them", &text)
        }
        Some(("navigation", page)) => navigation::links(page),
        Some(("contents", page)) => navigation::contents(page),
        _ => {
            let step = name.strip_suffix(FOLDED).unwrap_or(name);
            let folds = step != name;
            let (lesson, step) = step.split_once('/').expect("LESSON/STEP");
            let text = without_columns(&with_code_of_others_folded(
                &step_body(lesson, step),
                step,
            ));
            let shown = with_migrations_folded(&imports::above_the_code(
                &on_a_page(&text),
            ));
            let below = sqlalchemy::below(lesson, step);
            let shown = shown
                + &below
                    .map_or_else(String::new, |below| format!("\n\n{below}"));
            match shown.split_once("\n\n```").filter(|_| folds) {
                Some((words, rest)) => {
                    format!(
                        "{words}\n\n{}",
                        fold("Code, SQL and rows", &format!("```{rest}"))
                    )
                }
                None => shown,
            }
        }
    }
}

/// The tables of a lesson, drawn for a page from which the way to the lesson's
/// package is `way`.
pub fn drawn_tables(lesson: &str, way: &str) -> String {
    let text = picture::tables(&tables(lesson));
    let file = picture_file(lesson, "tables");
    drawn(way, &file, "The tables and their foreign keys", &text)
}

/// A picture, and the same as text.
fn drawn(way: &str, file: &str, title: &str, text: &str) -> String {
    let (_, file) = file.split_once('/').expect("a picture is in a package");
    let text = fold("As text", &fenced(text));
    format!("![{title}]({way}{file})\n\n{text}")
}

/// Where a picture of a lesson is, from the root of the workspace.
fn picture_file(lesson: &str, kind: &str) -> String {
    match lesson {
        "parent-child" => format!("car-mart/pictures/parent-child-{kind}.svg"),
        _ if root().join(lesson).exists() => {
            format!("{lesson}/pictures/{kind}.svg")
        }
        _ => format!("shapes/pictures/{lesson}.svg"),
    }
}

/// The pictures of the lessons are as their snapshots say; or are written, if this
/// run does that.
///
/// # Panics
///
/// If one differs.
pub fn every_picture_is_fresh(lessons: &[Lesson]) {
    for Lesson { name, .. } in lessons {
        is_fresh(&picture_file(name, "tables"), &svg::tables(&tables(name)));
    }
}

/// The same of the pictures of rows.
///
/// # Panics
///
/// If one differs.
pub fn every_picture_of_rows_is_fresh(lessons: &[&str]) {
    for name in lessons {
        let (rows, arrows) = rows_of(name);
        is_fresh(&picture_file(name, "rows"), &svg::rows(&rows, arrows));
    }
}

/// What `README.md` beside the lessons' snapshots says: each step with its first
/// sentence.
pub fn index_of_snapshots(lessons: &[Lesson]) -> String {
    let mut text = "# The steps\n\nEach file is one step as it ran on PostgreSQL 18: words, code, \
                    SQL, rows and what changed.\nThe tests compare it on PostgreSQL and on SQLite.\n"
        .to_owned();
    for Lesson {
        name, about, steps, ..
    } in lessons
    {
        text += &format!("\n## {name}\n\n{about}\n\n");
        for (number, step) in (1..).zip(*steps) {
            let ((title, _), sentence) = (step.words(), step.summary());
            let file = format!("{name}/{number:02}_{}.snap", step.name());
            text += &format!("{number}. [{title}]({file}): {sentence}\n");
        }
    }
    text
}

/// A file that is generated whole is as it should be, or is written.
///
/// # Panics
///
/// If it differs.
pub fn is_fresh(file: &str, expected: &str) {
    let path = root().join(file);
    if updates_pages() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, expected).unwrap();
    } else {
        let found = fs::read_to_string(&path).unwrap_or_default();
        let difference = difference(&found, expected);
        assert!(
            found == expected,
            "{file}: {difference}\nrun with UPDATE_PAGES=1"
        );
    }
}

/// Text in a block.
pub fn fenced(text: &str) -> String {
    format!("```text\n{text}\n```")
}

/// A snapshot without its heading, if it has one, because the page has one of its
/// own, and with its SQL folded.
pub fn on_a_page(snapshot: &str) -> String {
    let heading = |text: &&str| text.starts_with('#');
    let (_, text) = Some(snapshot)
        .filter(heading)
        .and_then(|text| text.split_once("\n\n"))
        .unwrap_or(("", snapshot));
    folded(text)
}

/// SQL in a block that a web page opens when it is asked for, under the call that
/// sent it.
fn folded(text: &str) -> String {
    let mut parts = text.split("```sql\n");
    let mut folded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sql, rest) = part.split_once("\n```").expect("a block ends");
        if sql.contains("\n-- ERROR: ") {
            // What the database says is what the reader came for.
            folded += &format!("```sql\n{sql}\n```{rest}");
            continue;
        }
        let (before, call) = folded.rsplit_once("\n\n").unwrap_or(("", ""));
        // The line above it: `Call: `f(db)` (1 statement):`.
        let (before, call) = match call.is_empty() {
            true => before.rsplit_once("\n\n").unwrap_or(("", before)),
            false => (before, call),
        };
        let summary = match call.strip_prefix("Call: ") {
            Some(call) => {
                format!("SQL of {}", html(call.trim_end_matches(':')))
            }
            None => "SQL".to_owned(),
        };
        if summary != "SQL" {
            folded = format!("{before}\n\n");
        }
        folded += &fold(&summary, &format!("```sql\n{sql}\n```"));
        folded += rest;
    }
    folded
}

/// A line of Markdown as HTML: code in backticks, and nothing else.
fn html(line: &str) -> String {
    let line =
        line.replace('&', "&amp;").replace('<', "&lt;").replace('\n', " ");
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(number, part)| match number % 2 {
        1 => format!("<code>{part}</code>"),
        _ => part.to_owned(),
    });
    parts.collect()
}

/// A fold. `summary` is HTML.
fn fold(summary: &str, text: &str) -> String {
    format!("<details><summary>{summary}</summary>\n\n{text}\n\n</details>")
}

/// A step without the columns of the tables: the picture of the lesson's tables has them.
fn without_columns(step: &str) -> String {
    let mut blocks = step.split("\n\n").collect::<Vec<_>>();
    while let Some(place) =
        blocks.iter().position(|block| block.starts_with("Table "))
    {
        blocks.drain(place..=place + 1);
    }
    blocks.join("\n\n")
}

/// A step with the code of other steps of its lesson folded: the pages have it at those.
fn with_code_of_others_folded(text: &str, step: &str) -> String {
    let mut parts = text.split("```rust\n// ");
    let mut folded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, _) = part.split_once('\n').expect("code has a first line");
        let own = path.ends_with(&format!("/{step}.rs"));
        let (code, rest) = part.split_once("\n```\n").expect("a block ends");
        let code = format!("```rust\n// {code}\n```");
        folded += &match path.contains("/steps/") && !own {
            true => fold("The function above, again", &code),
            false => code,
        };
        folded += &format!("\n{rest}");
    }
    folded
}

/// A step with its migrations in one fold, if it has several: the entities above them say the same.
fn with_migrations_folded(step: &str) -> String {
    let begin = "```rust\n// migrations/";
    let Some((before, rest)) = step.split_once(begin) else {
        return step.to_owned();
    };
    let mut migrations = Vec::new();
    let mut rest = format!("{begin}{rest}");
    while rest.starts_with(begin) {
        let (migration, after) =
            rest.split_once("\n```\n\n").expect("a block ends");
        migrations.push(format!("{migration}\n```"));
        rest = after.to_owned();
    }
    if migrations.len() < 2 {
        return step.to_owned();
    }
    let migrations = fold("Migrations", &migrations.join("\n\n"));
    format!("{before}{migrations}\n\n{rest}")
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
        for (caption, columns) in
            step_tables(&body(&folder, name.trim_end_matches(".snap")))
        {
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

/// The rows of a lesson as one of its read steps shows them, and the arrows of the
/// foreign keys between their columns.
fn rows_of(lesson: &str) -> (Vec<Vec<String>>, &'static [&'static str]) {
    let rows = |step| step_tables(&step_body(lesson, step)).remove(0).1;
    match lesson {
        "car-mart" => (rows("read_from_brands"), &["<──"; 2]),
        "one-to-one" => (rows("read_from_users"), &["<──"]),
        "many-to-many-secondary" => (rows("read_from_students"), &["<──┼──>"]),
        "many-to-many-association" => {
            let mut rows = rows("read_from_students");
            // Student, course, date, grade: what the link carries belongs in the
            // middle.
            for row in &mut rows {
                let carried = row.drain(2..).filter(|cell| cell != "NULL");
                let link = carried.collect::<Vec<_>>().join(" ");
                row.insert(1, link);
            }
            (rows, &["<──", "──>"])
        }
        _ => panic!("no picture of {lesson}"),
    }
}

/// Begins a generated block, before its name.
pub const BEGIN: &str = "<!-- shown: ";
/// Ends the name of a step of which a page shows only the words at once.
pub const FOLDED: &str = ", folded";
const END: &str = "<!-- end -->";

/// The page with its generated blocks as they should be.
fn generated(page: &str, shown: &dyn Fn(&str) -> String) -> String {
    let mut parts = page.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("a block has a name");
        let (_, rest) =
            rest.split_once(END).unwrap_or_else(|| panic!("{name} has no end"));
        let shown = shown(name);
        assert!(!shown.is_empty(), "nothing to show for {name}");
        text += &format!("{BEGIN}{name} -->\n\n{shown}\n\n{END}{rest}");
    }
    text
}

/// # Panics
///
/// If a page has more lines.
pub fn has_at_most(lines: usize, page: &Path) {
    let found = fs::read_to_string(page).unwrap().lines().count();
    assert!(
        found <= lines,
        "{}: {found} lines, and {lines} are enough",
        page.display()
    );
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
        let outcomes = recorder.records().iter().flat_map(Record::outcomes);
        let shown: Vec<_> = outcomes
            .filter_map(|outcome| outcome.caption.strip_prefix("Table "))
            .collect();
        for table in lesson.tables {
            assert!(
                *table == "seaql_migrations" || shown.contains(table),
                "no step of {} calls `show.columns(\"{table}\")`",
                lesson.name
            );
        }
    }
}
