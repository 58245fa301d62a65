//! Commands on pages, and the pictures of tables.

use std::fs;

use harness::Lesson;
use shapes::LESSONS;
use testing::{
    difference,
    pages::{self, picture, quotes, tables, updates_pages},
    root,
};

fn every_command_names_what_exists() {
    // Without a name, the program prints the list.
    quotes::every_command_works("shapes", |arguments| {
        quotes::wrong(LESSONS, None, arguments)
    });
}

fn every_table_of_a_shape_is_shown_by_a_step() {
    pages::every_table_is_shown_by_a_step(LESSONS);
}

/// What `cargo run -p shapes` prints: the shapes and their tables.
fn the_list_of_shapes_shows_their_tables() {
    let file = root().join("shapes/pictures.txt");
    let shape = |lesson: &Lesson| {
        let picture = picture::tables(&tables(lesson.name));
        let about = format!("{}: {}", lesson.name, lesson.about);
        format!("{}\n\n{picture}\n\n", textwrap::fill(&about, 80))
    };
    let mut text: String = LESSONS.iter().map(shape).collect();
    text += "A lesson: `cargo run -p shapes -- NAME`. Its steps: `--list`.\n";
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(text.lines().all(fits), "longer than a terminal: {text}");
    if updates_pages() {
        fs::write(&file, &text).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap();
    assert!(found == text, "{}", difference(&found, &text));
}

testing::tests![
    every_command_names_what_exists,
    every_table_of_a_shape_is_shown_by_a_step,
    the_list_of_shapes_shows_their_tables,
];
