//! The pages of the document show what the programs print, and what they name
//! exists.

use std::fs;

use harness::catalog;
use sea_orm::ConnectionTrait;
use testing::{
    Kind, TestDatabase, body,
    pages::{
        self, BEGIN, FOLDED, document, fenced, links, picture, quotes, svg,
    },
    programs, read,
};
use tests::{LESSONS, PACKAGES};

/// What belongs in the block of that name: also `program LESSON` (what the
/// migrations' program prints), and `first program` with what that prints.
fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("program", lesson)) => {
            fenced(&body("safety/snapshots/migrations", lesson))
        }
        Some(("first", _)) => {
            let file = read("car-mart/examples/first.rs");
            let (_, code) = file.split_once("\n\n").expect("a head");
            let output = fenced(first_output().trim_end());
            format!("```rust\n{}\n```\n\n{output}", code.trim_end())
        }
        _ => pages::shown(name),
    }
}

/// What the program on the first page prints.
fn first_output() -> String {
    programs::run(&mut programs::example("car-mart", "examples/first")).good()
}

/// The picture on the first page has the tables that its program creates.
async fn the_first_picture_is_that_of_the_first_program() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = database.open("car-mart").await;
    let output = first_output();
    for created in output.lines().filter(|line| line.starts_with("CREATE ")) {
        db.execute_unprepared(created).await.unwrap();
    }
    let mut tables = Vec::new();
    for name in ["car_brand", "car_model"] {
        let columns = catalog::columns(&db, name).await.unwrap().rows;
        let name = name.to_owned();
        tables.push(picture::Table { name, columns });
    }
    pages::is_fresh("car-mart/pictures/first.svg", &svg::tables(&tables));
}

fn every_generated_block_shows_what_the_programs_print() {
    pages::every_block_is_fresh(&document(), shown);
}

fn every_picture_is_fresh() {
    let lessons = LESSONS.concat();
    pages::every_picture_is_fresh(&lessons);
    pages::every_picture_of_rows_is_fresh(
        &LESSONS.map(|lessons| lessons[0].name),
    );
}

/// The index of the snapshots: a section for each lesson, a line for each step.
fn the_index_of_the_snapshots_is_fresh() {
    let text = pages::index_of_snapshots(&LESSONS.concat());
    pages::is_fresh("tests/snapshots/README.md", &text);
}

/// The pages of the main lesson show all its steps: a new one can't be forgotten.
fn every_step_of_a_main_lesson_is_on_its_pages() {
    for lessons in LESSONS {
        let pages = pages::of_lesson(lessons[0].name).into_iter();
        let text: String =
            pages.map(|page| fs::read_to_string(page).unwrap()).collect();
        for step in lessons[0].steps {
            let block = format!("{BEGIN}{}/{}", lessons[0].name, step.name());
            let shown = ["", FOLDED]
                .map(|end| text.contains(&format!("{block}{end} -->")));
            assert!(shown.contains(&true), "no {block}");
        }
    }
}

fn no_page_is_too_long() {
    let lessons: Vec<_> = LESSONS
        .iter()
        .flat_map(|lessons| pages::of_lesson(lessons[0].name))
        .collect();
    for page in document() {
        let lines = if lessons.contains(&page) { 1_100 } else { 700 };
        pages::has_at_most(lines, &page);
    }
}

fn every_table_of_a_lesson_is_shown_by_a_step() {
    pages::every_table_is_shown_by_a_step(&LESSONS.concat());
}

fn every_link_leads_somewhere() {
    links::every_link_leads_somewhere(&document());
}

fn code_in_a_table_is_in_the_file_beside_it() {
    quotes::code_in_a_table_is_in_the_file_beside_it(&document());
}

fn every_cell_without_it_names_what_makes_it_happen() {
    quotes::every_cell_without_it_names_what_makes_it_happen(&document());
}

fn every_command_names_what_exists() {
    quotes::every_package_exists();
    for package in PACKAGES {
        quotes::every_command_works(package.name, |arguments| {
            package.check(arguments).err()
        });
    }
    quotes::every_command_works("migrations", |arguments| {
        let [lesson, command] = arguments else {
            return Some("it takes a lesson and a command".to_owned());
        };
        let known = LESSONS.iter().any(|lessons| lessons[0].name == *lesson)
            && ["up", "down", "status", "refresh"].contains(command);
        (!known).then(|| format!("it does not know {lesson} {command}"))
    });
}

testing::tests![
    every_generated_block_shows_what_the_programs_print,
    every_picture_is_fresh,
    the_first_picture_is_that_of_the_first_program,
    the_index_of_the_snapshots_is_fresh,
    every_step_of_a_main_lesson_is_on_its_pages,
    no_page_is_too_long,
    every_table_of_a_lesson_is_shown_by_a_step,
    every_link_leads_somewhere,
    code_in_a_table_is_in_the_file_beside_it,
    every_cell_without_it_names_what_makes_it_happen,
    every_command_names_what_exists,
];
