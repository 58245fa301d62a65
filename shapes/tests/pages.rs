//! Commands on pages, and the pictures of tables.

use harness::Lesson;
use shapes::{LESSONS, PACKAGE};
use testing::pages::{self, picture, quotes, tables};

fn every_command_names_what_exists() {
    // Without a name, the program prints the list.
    quotes::every_command_works("shapes", |arguments| {
        let named = !arguments.is_empty();
        named.then(|| PACKAGE.check(arguments).err()).flatten()
    });
}

fn every_table_of_a_shape_is_shown_by_a_step() {
    pages::every_table_is_shown_by_a_step(LESSONS);
}

/// What `cargo run -p shapes` prints: the shapes and their tables.
fn the_list_of_shapes_shows_their_tables() {
    let shape = |lesson: &Lesson| {
        let picture = picture::tables(&tables(lesson.name));
        let about = format!("{}: {}", lesson.name, lesson.about);
        format!("{}\n\n{picture}\n\n", textwrap::fill(&about, 80))
    };
    let mut text: String = LESSONS.iter().map(shape).collect();
    text += "A lesson: `cargo run -p shapes -- NAME`. Its steps: `--list`.\n";
    let fits = |line: &str| line.chars().count() <= 80;
    assert!(text.lines().all(fits), "longer than a terminal: {text}");
    pages::is_fresh("shapes/pictures.txt", &text);
}

fn every_picture_is_fresh() {
    pages::every_picture_is_fresh(LESSONS);
}

/// The index of the snapshots: a section for each shape, a line for each step.
fn the_index_of_the_snapshots_is_fresh() {
    pages::is_fresh(
        "shapes/snapshots/README.md",
        &pages::index_of_snapshots(LESSONS),
    );
}

testing::tests![
    every_command_names_what_exists,
    every_table_of_a_shape_is_shown_by_a_step,
    the_list_of_shapes_shows_their_tables,
    every_picture_is_fresh,
    the_index_of_the_snapshots_is_fresh,
];
