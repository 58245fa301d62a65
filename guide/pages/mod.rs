//! What the pages show, and what they name.
//!
//! Blocks that begin with `claims`, `speed`, `generated`, `recipe`, `from-1x`,
//! `traps`, `compile-error`, `uses` and `shapes` are made here.

mod imports;

mod messages;

mod recipes;

mod speed;

mod traps;

mod variations;

use harness::Lesson;
use testing::{
    body, file_names,
    pages::{self, fenced, guide, links, picture, quotes, tables},
    read, root,
};

use crate::{compile_errors, generated, uses};

/// What belongs in the block of that name.
fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("claims", name)) => body("guide/snapshots/claims", name),
        Some(("speed", heading)) => speed::shown(heading),
        Some(("generated", lesson)) => generated::difference(lesson),
        Some(("recipe", name)) => {
            let section =
                pages::on_a_page(&body("guide/snapshots/recipes", name));
            let file = format!("guide/recipes/{name}.rs");
            imports::above_the_code(&section, &file)
        }
        Some(("from-1x", name)) => recipes::form(name),
        Some(("traps", part)) => traps::shown(part),
        Some(("compile-error", name)) => compile_errors::shown(name),
        Some(("uses", name)) => uses::shown(name),
        _ if name == "shapes" => every_shape(),
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

/// A list of the shapes, and the tables of each.
fn every_shape() -> String {
    let (mut list, mut sections) = (String::new(), String::new());
    for Lesson { name, about, .. } in shapes::LESSONS {
        let picture = fenced(&picture::tables(&tables(name)));
        let code = format!("[Code](../{})", shape_file(name));
        let output = format!("[output](../shapes/snapshots/README.md#{name})");
        let image = format!(
            "![The tables and their foreign keys](../shapes/pictures/{name}.svg)"
        );
        list += &format!("- [{name}](#{name}): {about}\n");
        sections += &format!(
            "\n## {name}\n\n{about} {code}, {output}.\n\n{image}\n\n<details><summary>As text</summary>\n\n{picture}\n\n</details>\n"
        );
    }
    (list + &sections).trim_end().to_owned()
}

fn every_generated_block_shows_what_the_programs_print() {
    pages::every_block_is_fresh(&guide(), shown);
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

/// Where entities stand beside the tests, the compiler doesn't find a function that
/// no list has: what SeaORM's macros generate and nobody uses is allowed there.
fn every_test_is_listed() {
    for folder in ["claims", "recipes", "from_1x"] {
        let files = file_names(format!("guide/{folder}"));
        let texts = files
            .iter()
            .map(|file| read(format!("guide/{folder}/{file}")));
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
    code_in_a_table_is_in_the_file_beside_it,
    every_cell_without_it_names_what_makes_it_happen,
    messages::tests,
    recipes::tests,
    traps::tests,
    variations::tests,
];
