//! What the pages show, and what they name.
//!
//! Blocks that begin with `claims`, `file`, `reproduction`, `speed`, `generated`, `uses`, `registered` and
//! `index` are made here, and so are the files of what an index lists.

mod imports;

mod messages;

mod sections;

mod source;

mod speed;

mod stability;

mod traps;

mod upstream;

mod variations;

pub use sections::modules;
use testing::{
    body, file_names,
    pages::{self, guide, links, quotes},
    read, root,
};

use crate::{claims::registry, generated, uses};

/// What belongs in the block of that name.
fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("claims", name)) => body("guide/snapshots/claims", name),
        Some(("file", path)) => {
            format!("```rust\n// {path}\n{}```", read(path))
        }
        Some(("reproduction", trap)) => upstream::reproduction(trap),
        Some(("speed", heading)) => speed::shown(heading),
        Some(("generated", lesson)) => generated::difference(lesson),
        Some(("index", page)) => sections::index(page),
        Some(("uses", name)) => uses::shown(name),
        Some(("registered", _)) => registry::shown(),
        _ => pages::shown(name),
    }
}

/// The file of a shape's lesson, from the root of the workspace.
pub fn shape_file(name: &str) -> String {
    let name = name.replace('-', "_");
    let groups = ["one_to_many", "one_to_one", "many_to_many"];
    let mut files = groups
        .map(|group| format!("shapes/src/{group}/{name}.rs"))
        .into_iter();
    let file = files.find(|file| root().join(file).exists());
    file.expect("a shape's file")
}

fn every_generated_block_shows_what_the_programs_print() {
    let mut pages = guide();
    pages.retain(|page| !sections::is_section(page));
    pages::every_block_is_fresh(&pages, shown);
}

fn every_link_leads_somewhere() {
    links::every_link_leads_somewhere(&guide());
}

fn code_in_a_table_is_in_the_file_beside_it() {
    quotes::code_in_a_table_is_in_the_file_beside_it(&guide());
}

fn every_cell_without_it_names_what_makes_it_happen() {
    quotes::every_cell_without_it_names_what_makes_it_happen(&guide());
}

fn no_page_is_too_long() {
    for page in guide() {
        pages::has_at_most(sections::LONGEST, &page);
    }
}

/// Where entities stand beside the tests, the compiler doesn't find a function that
/// no list has: what SeaORM's macros generate and nobody uses is allowed there.
fn every_test_is_listed() {
    for folder in ["claims", "recipes", "from_1x"] {
        let mut files = file_names(format!("guide/{folder}"));
        files.retain(|file| file.ends_with(".rs"));
        let texts =
            files.iter().map(|file| read(format!("guide/{folder}/{file}")));
        let text: String = texts.collect();
        let listed: String = text.split("testing::tests![").skip(1).collect();
        for line in text.lines() {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let name =
                line.strip_prefix("async fn ").or(line.strip_prefix("fn "));
            let test = |end| name.and_then(|name| name.strip_suffix(end));
            if let Some(name) = test("() {").or(test("(kind: Kind) {")) {
                let mut words =
                    listed.split(|c: char| !c.is_alphanumeric() && c != '_');
                assert!(words.any(|word| word == name), "{name} is in no list");
            }
        }
    }
}

testing::tests![
    imports::tests,
    every_test_is_listed,
    every_generated_block_shows_what_the_programs_print,
    every_link_leads_somewhere,
    no_page_is_too_long,
    code_in_a_table_is_in_the_file_beside_it,
    every_cell_without_it_names_what_makes_it_happen,
    messages::tests,
    sections::tests,
    stability::tests,
    traps::tests,
    variations::tests,
    upstream::tests,
];
