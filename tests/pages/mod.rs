//! No page can go stale: what a page shows is what the programs print, and what
//! it names exists.
//!
//! A block between `<!-- shown: NAME -->` and `<!-- end -->` is generated, and
//! `UPDATE_PAGES=1 cargo test -p tests pages` writes it again. NAME is
//! `LESSON/STEP` (the step's snapshot, its SQL folded), `tables LESSON` (tables
//! with their keys), `picture LESSON` (rows with arrows), `program LESSON` (what
//! the migrations' program prints), `claims NAME` (what a test found out),
//! `speed HEADING` (a measured table), `generated LESSON` (what the generator
//! changes), `recipe NAME` and `from-1x NAME` (what the recipe of that name
//! did), `traps index`, `traps sections`, `first program`, `first output` and
//! `shapes` (the tables of all of them).

/// The compiler's messages.
pub mod compiler;

/// Links and anchors.
mod links;

/// Text pictures.
mod picture;

/// Code and commands that a page quotes.
mod quotes;

/// Recipes, and forms of SeaORM 1.x.
mod recipes;

/// Tables of measured figures.
mod speed;

/// The page of the traps.
mod traps;

/// Where each relationship that other ORMs name is here.
mod variations;

use std::{env, fs, path::PathBuf};

use harness::Chapter;
use pulldown_cmark::{Event, Options, Parser};

use crate::{
    generated, lessons, programs,
    support::{body, cells, difference, file_names, root},
};

/// Every page: the Markdown files at the root, in `guide/` and in the crates.
fn pages() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>()
    };
    let mut pages: Vec<_> = entries(root())
        .into_iter()
        .filter(|path| path.join("Cargo.toml").exists() || path.ends_with("guide"))
        .chain([root()])
        .flat_map(entries)
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(pages.contains(&root().join("README.md")));
    pages
}

/// A page's events, as a Markdown reader sees them.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// What belongs in the block of that name.
fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("tables", lesson)) => fenced(&picture::tables(&tables(lesson))),
        Some(("picture", lesson)) => fenced(&rows_picture(lesson)),
        Some(("first", what)) => first(what),
        Some(("claims", name)) => body("claims", name),
        Some(("program", lesson)) => fenced(&body("migrations", lesson)),
        Some(("speed", heading)) => speed::shown(heading),
        Some(("generated", lesson)) => generated::difference(lesson),
        Some(("recipe", name)) => folded(&body("recipes", name)),
        Some(("from-1x", name)) => recipes::form(name),
        Some(("traps", part)) => traps::shown(part),
        _ if name == "shapes" => every_shape(),
        _ => {
            let (lesson, step) = name.split_once('/').expect("LESSON/STEP");
            folded(&step_body(lesson, step))
        }
    }
}

/// A list of the shapes, and the tables of each.
fn every_shape() -> String {
    let (mut list, mut sections) = (String::new(), String::new());
    for Chapter { name, about, .. } in shapes::chapters() {
        let picture = fenced(&picture::tables(&tables(name)));
        let code = format!("[Code](../{})", lessons::shape_file(name));
        let output = format!("[output](../tests/snapshots/{name})");
        list += &format!("- [{name}](#{name}): {about}\n");
        sections += &format!("\n## {name}\n\n{about} {code}, {output}.\n\n{picture}\n");
    }
    (list + &sections).trim_end().to_owned()
}

/// The program on the first page, or what it prints.
fn first(what: &str) -> String {
    if what == "output" {
        let printed = programs::run(&mut programs::command("examples/first")).good();
        return fenced(printed.trim_end());
    }
    let file = fs::read_to_string(root().join("car-mart/examples/first.rs")).unwrap();
    let (_, code) = file.split_once("\n\n").expect("a head");
    format!("```rust\n{}\n```", code.trim_end())
}

fn fenced(text: &str) -> String {
    format!("```text\n{text}\n```")
}

/// The text of a step's snapshot.
fn step_body(lesson: &str, step: &str) -> String {
    let folder = root().join("tests/snapshots").join(lesson);
    let end = format!("_{step}.snap");
    let name = file_names(folder)
        .into_iter()
        .find(|name| name.get(2..) == Some(&end))
        .unwrap_or_else(|| panic!("{lesson} has no step {step}"));
    body(lesson, name.trim_end_matches(".snap"))
}

/// SQL in a block that a web page opens when it is asked for.
fn folded(text: &str) -> String {
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
fn tables(lesson: &str) -> Vec<picture::Table> {
    let names = file_names(root().join("tests/snapshots").join(lesson));
    let mut tables: Vec<picture::Table> = Vec::new();
    for name in &names {
        for (caption, columns) in step_tables(&body(lesson, name.trim_end_matches(".snap"))) {
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

const BEGIN: &str = "<!-- shown: ";
const END: &str = "<!-- end -->";

/// The page with its generated blocks as they should be.
fn generated(page: &str) -> String {
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
fn updates_pages() -> bool {
    env::var_os("UPDATE_PAGES").is_some()
}

#[test]
fn every_generated_block_shows_what_the_programs_print() {
    let mut stale = Vec::new();
    for page in pages() {
        let found = fs::read_to_string(&page).unwrap();
        let expected = links::with_numbers(&page, &generated(&found));
        if updates_pages() {
            fs::write(&page, &expected).unwrap();
        } else if found != expected {
            println!("{}\n{}", page.display(), difference(&found, &expected));
            stale.push(page);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:#?}; run UPDATE_PAGES=1 cargo test -p tests pages and read the change"
    );
}

/// The main lesson's page shows all its steps: a new one can't be forgotten.
#[test]
fn every_step_of_a_main_lesson_is_on_its_page() {
    let choosing = fs::read_to_string(root().join("guide/choosing.md")).unwrap();
    for chapters in lessons::CHAPTERS {
        let chapter = chapters[0];
        let page = fs::read_to_string(root().join(chapter.name).join("README.md")).unwrap();
        for step in chapter.steps {
            let block = format!("{BEGIN}{}/{} -->", chapter.name, step.name);
            assert!(
                page.contains(&block),
                "{}/README.md lacks {block}",
                chapter.name
            );
        }
        for pair in &chapters[1..] {
            let command = format!("cargo run -p {} -- {}", chapter.name, pair.name);
            assert!(
                page.contains(&command),
                "{}/README.md lacks {command}",
                chapter.name
            );
            assert!(
                choosing.contains(&command),
                "guide/choosing.md lacks {command}"
            );
        }
    }
}

/// What `cargo run -p shapes` prints: the shapes and their tables.
#[test]
fn the_list_of_shapes_shows_their_tables() {
    let file = root().join("shapes/pictures.txt");
    let shape = |chapter: &Chapter| {
        let picture = picture::tables(&tables(chapter.name));
        let about = format!("{}: {}", chapter.name, chapter.about);
        format!("{}\n\n{picture}\n\n", textwrap::fill(&about, 80))
    };
    let mut text: String = shapes::chapters().iter().map(shape).collect();
    text += "A lesson: `cargo run -p shapes -- NAME`. Its steps: `--list`.\n";
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(text.lines().all(fits), "longer than a terminal: {text}");
    if updates_pages() {
        fs::write(&file, &text).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap();
    assert!(found == text, "{}", difference(&found, &text));
}
