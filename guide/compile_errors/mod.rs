//! The compiler's messages, each with its words in `mod.rs` of its folder.
//! `guide/compile-errors.md` lists them in the order of the `mod` lines.
//!
//! That a program compiles or doesn't, the documentation tests see.
//! The text of a message changes from one compiler to the next, so only
//! `.ci/run` compares it, with the version that the page names.

mod has_many_without_belongs_to; // `the trait bound … is not satisfied`

mod has_one_without_belongs_to;

mod unknown_from_column;

mod belongs_to_and_an_option;

mod belongs_to_option_and_no_option;

mod same_name_twice;

mod via_without_the_other_side;

mod no_method_add;

mod with_without_related;

mod four_levels;

mod method_of_model_on_modelex;

mod struct_as_columns;

mod typed_column_as_expression;

mod avg_of_a_typed_column;

mod not_send;

mod both_ends_has_many;

mod dyn_connection_trait;

mod builder_without_a_transaction;

mod borrow_in_a_transaction;

mod cursor_by_of_a_list;

mod cursor_by_of_the_loader;

mod via_in_another_folder;

mod trait_not_in_scope;

mod get_schema_registry_without_its_feature;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use similar::TextDiff;
use testing::{
    did_not_run, difference, file_names, folder, pages::updates_pages, read,
    root,
};

use crate::pages::modules;

/// The version on the page.
const RUST: &str = "1.95";

/// The errors, each a folder with its words, the program that doesn't compile, the
/// one that does, and the message.
fn errors() -> BTreeSet<String> {
    let modules = modules("compile_errors").into_iter();
    modules.map(|module| module.name).collect()
}

/// A file of an error.
fn file(error: &str, name: &str) -> String {
    format!("guide/compile_errors/{error}/{name}")
}

/// What the page shows of an error: the message, and what to change.
pub fn shown(error: &str) -> String {
    let message = read(file(error, "message.txt"));
    let [wrong, right] =
        ["wrong.rs", "right.rs"].map(|name| read(file(error, name)));
    let change = change(&wrong, &right);
    let links = ["wrong", "right"]
        .map(|name| format!("../compile_errors/{error}/{name}.rs"));
    let [wrong, right] = links;
    format!(
        "```text\n{message}```\n\n```diff\n{change}```\n\nThe whole program: [before]({wrong}), \
         [after]({right})."
    )
}

/// Every line of the compiler that a section quotes.
pub fn messages_on_the_page() -> Vec<String> {
    let texts =
        errors().into_iter().map(|error| read(file(&error, "message.txt")));
    let lines = texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.collect()
}

/// The lines that differ, three more on each side, and above them the line that begins the item.
fn change(wrong: &str, right: &str) -> String {
    let diff = TextDiff::from_lines(wrong, right);
    let old: Vec<_> = wrong.lines().collect();
    let mut text = String::new();
    for group in diff.grouped_ops(3) {
        let first = group[0].old_range().start;
        let begins =
            |line: &&str| !line.is_empty() && !line.starts_with([' ', '}']);
        let item = old[..first].iter().rfind(|line| begins(line));
        if old[first].starts_with(' ') {
            text += &item
                .map(|item| format!(" {item}\n     …\n"))
                .unwrap_or_default();
        }
        let lines = group.iter().flat_map(|op| diff.iter_changes(op));
        for line in lines {
            text += format!("{}{}", line.tag(), line.value()).trim_end();
            text += "\n";
        }
    }
    text
}

/// What code on a page uses besides the standard library.
const LIBRARIES: [&str; 12] = [
    "car_mart",
    "many_to_many_association",
    "many_to_many_secondary",
    "migrations",
    "one_to_one",
    "sea_orm",
    "sea_orm_migration",
    "serde",
    "serde_json",
    "shapes",
    "tokio",
    "tracing_subscriber",
];

/// The libraries that a block may use, as Cargo built them for these tests.
pub fn libraries() -> Vec<(String, PathBuf)> {
    let output = Command::new(env!("CARGO"))
        .args(["test", "-p", "guide", "--no-run", "--message-format=json"])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let artifact = |line: &str| {
        let line: Value = line.parse().unwrap();
        let name = line["target"]["name"].as_str()?;
        let file = line["filenames"][0].as_str()?;
        let library = file.ends_with(".rlib") && LIBRARIES.contains(&name);
        library.then(|| (name.to_owned(), PathBuf::from(file)))
    };
    let libraries: Vec<_> = text.lines().filter_map(artifact).collect();
    assert_eq!(libraries.len(), LIBRARIES.len(), "{libraries:?}");
    libraries
}

/// The compiler on `code`, which it doesn't link.
pub fn rustc(
    code: &str,
    libraries: &[(String, PathBuf)],
    folder: &Path,
) -> Command {
    let file = folder.join("main.rs");
    fs::write(&file, code).unwrap();
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--edition=2024", "--emit=metadata", "--allow=warnings"])
        .arg("--out-dir")
        .arg(folder)
        .arg(file);
    for (name, library) in libraries {
        let deps = library.parent().unwrap();
        rustc
            .arg("--extern")
            .arg(format!("{name}={}", library.display()))
            .arg(format!("-Ldependency={}", deps.display()));
    }
    rustc
}

/// What the compiler says about `code`: each message once, without its place.
pub fn messages(
    code: &str,
    libraries: &[(String, PathBuf)],
    folder: &Path,
) -> String {
    let output = rustc(code, libraries, folder).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let mut seen = BTreeSet::new();
    let errors = text.lines().filter(|line| line.starts_with("error"));
    let errors = errors.filter(|line| !line.starts_with("error: aborting"));
    errors
        .filter(|line| seen.insert(*line))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The programs of each error are documentation tests.
fn every_error_is_compiled() {
    let page = read("guide/compile-errors.md");
    assert!(page.contains(&format!("those of Rust {RUST}.")));
    let mut folders = file_names("guide/compile_errors");
    folders.remove("mod.rs");
    assert_eq!(folders, errors(), "left: folders, right: mod lines");
    let compiled = read("guide/lib.rs");
    for error in errors() {
        assert!(
            compiled.contains(&format!("    {error},\n")),
            "{error} isn't compiled"
        );
        assert!(
            read(file(&error, "message.txt")).starts_with("error"),
            "{error}"
        );
    }
}

/// Ends a test whose messages are those of another version of the compiler.
pub fn is_the_version() {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    if !version.starts_with(&format!("rustc {RUST}.")) {
        did_not_run(format!(
            "the messages are those of Rust {RUST}, not of {version}"
        ));
    }
}

/// `UPDATE_PAGES=1` writes them. The messages are those of one version of the
/// compiler; .ci/run runs it.
fn the_compiler_says_what_the_page_quotes() {
    is_the_version();
    let libraries = libraries();
    let folder = folder();
    for error in errors() {
        let code = read(file(&error, "wrong.rs"));
        let said = messages(&code, &libraries, folder.path());
        assert!(!said.is_empty(), "it compiles: {code}");
        let quoted = file(&error, "message.txt");
        if updates_pages() {
            fs::write(root().join(quoted), &said).unwrap();
        } else {
            assert!(
                read(&quoted) == said,
                "{}",
                difference(&read(&quoted), &said)
            );
        }
    }
}

testing::tests![
    every_error_is_compiled;
    ignored: the_compiler_says_what_the_page_quotes
];
