//! A table that `guide/speed.md` shows and the scale program no longer prints would otherwise stay.

#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::{fs, iter, process::Command};

use testing::pages::quotes;

/// The headings and texts without their numbers, the columns of each table, and the names of its
/// rows.
fn shape(printed: &str) -> Vec<String> {
    let lines = printed.lines().map(|line| {
        // Of a row only the name: the rest is measured.
        let name = match line.starts_with("| ") && line.contains(char::is_numeric) {
            true => line.split('|').nth(1).unwrap().trim_end(),
            false => line,
        };
        let name = name.replace(|c: char| c.is_ascii_digit(), "");
        name.replace([' ', '-'], "")
    });
    let mut shape: Vec<_> = lines.collect();
    // The rows whose name is a number of cars: there are as many as there are sizes.
    shape.dedup();
    shape
}

/// On SQLite, or on the server of `DATABASE_URL`.
#[test]
fn the_program_prints_the_tables_that_are_kept() {
    let program = env!("CARGO_BIN_EXE_speed");
    let output = Command::new(program).args(["--cars", "1000"]).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();

    let (_, database) = printed.lines().next().unwrap().split_once(" on ").unwrap();
    let name = database.split(' ').next().unwrap().to_lowercase();
    let kept = format!("{}/printed/scale-{name}.md", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(shape(&printed), shape(&fs::read_to_string(kept).unwrap()));
}

#[test]
fn every_command_that_a_page_names_is_understood() {
    quotes::every_command_works("speed", |arguments| {
        let arguments = iter::once(&"speed").chain(arguments);
        let parsed = speed::command().try_get_matches_from(arguments);
        parsed.err().map(|error| error.to_string())
    });
}
