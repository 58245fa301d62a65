//! A table that `guide/speed.md` shows and the scale program no longer prints would otherwise stay.

#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::{
    fs, iter,
    process::{Command, Output},
};

use testing::pages::quotes;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// The headings and texts without their numbers, the columns of each table, and the names of its
/// rows.
fn shape(printed: &str) -> Vec<String> {
    let lines = printed.lines().map(|line| {
        // Another machine has another processor, and may have other versions.
        let line = line
            .split_once("Measured with:")
            .map_or(line, |_| "Measured with:");
        // Of a row only the name: the rest is measured.
        let name =
            match line.starts_with("| ") && line.contains(char::is_numeric) {
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

/// What the program prints on SQLite, or on the server of `DATABASE_URL`. It looks for the
/// environment of Python beside `package`.
fn output(arguments: &[&str], package: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_speed"));
    let program = program.args(arguments).args(["--cars", "1000"]);
    let output = program.env("CARGO_MANIFEST_DIR", package).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

/// What it printed has the shape of what is kept. Returns the name of the database.
fn is_kept(kind: &str, output: Output) -> String {
    let printed = String::from_utf8(output.stdout).unwrap();
    let (_, database) =
        printed.lines().next().unwrap().split_once(" on ").unwrap();
    let name = database.split(' ').next().unwrap().to_lowercase();
    let kept = format!("{}/printed/{kind}-{name}.md", PACKAGE);
    assert_eq!(shape(&printed), shape(&fs::read_to_string(kept).unwrap()));
    name
}

#[test]
fn the_program_prints_the_tables_that_are_kept() {
    is_kept("scale", output(&[], PACKAGE));
}

/// Without Python it says so in one line, and measures all else.
#[test]
fn the_comparison_prints_the_tables_that_are_kept() {
    let arguments = ["--compare", "--rounds", "1"];
    is_kept("compare", output(&arguments, PACKAGE));
    let without = output(&arguments, "/nowhere");
    let said = String::from_utf8(without.stderr.clone()).unwrap();
    match is_kept("compare", without) {
        name if name == "sqlite" => assert_eq!(said, ""),
        _ => assert!(
            said.starts_with("SQLAlchemy isn't measured")
                && said.lines().count() == 1
        ),
    }
}

#[test]
fn every_command_that_a_page_names_is_understood() {
    quotes::every_command_works("speed", |arguments| {
        let arguments = iter::once(&"speed").chain(arguments);
        let parsed = speed::command().try_get_matches_from(arguments);
        parsed.err().map(|error| error.to_string())
    });
}
