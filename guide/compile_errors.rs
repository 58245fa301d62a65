//! The compiler's messages on `guide/compile-errors.md`.
//!
//! That a block compiles or doesn't, the documentation tests see.
//! The text of a message changes from one compiler to the next, so only
//! `.ci/run` compares it, with the version that the page names.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use pulldown_cmark::{CodeBlockKind, Event, Tag};
use serde_json::Value;
use testing::{
    did_not_run, difference, folder,
    pages::{events, updates_pages},
    root,
};

/// The version on the page.
const RUST: &str = "1.95";

fn page() -> PathBuf {
    root().join("guide/compile-errors.md")
}

/// The code blocks of a page: language and text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for event in events(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                blocks.push((language.into_string(), String::new()));
                inside = true;
            }
            Event::End(_) => inside = false,
            Event::Text(text) if inside => blocks.last_mut().unwrap().1 += &text,
            _ => {}
        }
    }
    blocks
}

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
        let library = file.ends_with(".rlib") && ["sea_orm", "tokio"].contains(&name);
        library.then(|| (name.to_owned(), PathBuf::from(file)))
    };
    let libraries: Vec<_> = text.lines().filter_map(artifact).collect();
    assert_eq!(libraries.len(), 2, "{libraries:?}");
    libraries
}

/// What the compiler says about `code`: each message once, without its place.
pub fn messages(code: &str, libraries: &[(String, PathBuf)], folder: &Path) -> String {
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
    let output = rustc.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let mut seen = BTreeSet::new();
    let errors = text.lines().filter(|line| line.starts_with("error"));
    let errors = errors.filter(|line| !line.starts_with("error: aborting"));
    errors
        .filter(|line| seen.insert(*line))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn every_message_stands_between_its_heading_and_its_code() {
    let page = fs::read_to_string(page()).unwrap();
    assert!(page.contains(&format!("those of Rust {RUST}.")));
    let sections: Vec<_> = page.split("\n## ").skip(1).collect();
    assert!(sections.len() > 12);
    for section in sections {
        let heading = section.lines().next().unwrap();
        let blocks = blocks(section);
        let languages: Vec<_> = blocks.iter().map(|(language, _)| &**language).collect();
        assert_eq!(
            languages,
            ["text", "rust,compile_fail", "rust"],
            "{heading}"
        );
        assert!(blocks[0].1.starts_with("error"), "{heading}");
    }
}

/// `UPDATE_PAGES=1` writes them. The messages are those of one version of the
/// compiler; .ci/run runs it.
fn the_compiler_says_what_the_page_quotes() {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    if !version.starts_with(&format!("rustc {RUST}.")) {
        did_not_run(format!(
            "the messages are those of Rust {RUST}, not of {version}"
        ));
    }
    let libraries = libraries();
    let folder = folder();
    let found = fs::read_to_string(page()).unwrap();
    let mut expected = found.clone();
    let blocks = blocks(&found);
    for pair in blocks.windows(2) {
        let [(_, quoted), (language, code)] = pair else {
            continue;
        };
        if language == "rust,compile_fail" {
            let said = messages(code, &libraries, folder.path());
            assert!(!said.is_empty(), "it compiles: {code}");
            let block = |text: &str| {
                format!("```text\n{text}```\n\nDoesn't compile:\n\n```{language}\n{code}")
            };
            expected = expected.replace(&block(quoted), &block(&said));
        }
    }
    if updates_pages() {
        fs::write(page(), &expected).unwrap();
    } else {
        assert!(found == expected, "{}", difference(&found, &expected));
    }
}

testing::tests![
    every_message_stands_between_its_heading_and_its_code;
    ignored: the_compiler_says_what_the_page_quotes
];
