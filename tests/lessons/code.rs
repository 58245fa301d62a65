//! What a step shows is what it calls, and fits half a screen.

use std::{fs, path::PathBuf};

use harness::{Part, Source};

use super::{CHAPTERS, SHAPES, chapters, record};
use crate::support::{Kind, fits, root};

/// Rust files with steps: `src/steps/*.rs` and `src/pairs/*.rs` of the main crates,
/// and the files of `shapes`.
fn files() -> Vec<PathBuf> {
    let source = |package: &str| root().join(package).join("src");
    let crates = CHAPTERS.iter().map(|chapters| source(chapters[0].name));
    let folders = crates.flat_map(|source| ["steps", "pairs"].map(|folder| source.join(folder)));
    let folders = folders.chain(SHAPES.map(|folder| source("shapes").join(folder)));
    let entries = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.ends_with("mod.rs"));
    assert!(files.len() > 30);
    files
}

/// The functions of a file: name and body.
fn functions(text: &'static str) -> Vec<(String, String)> {
    let source = Source {
        beside: "",
        file: "",
        text,
    };
    let names = text.lines().filter_map(|line| {
        let rest = line.split_once("async fn ").or(line.split_once("fn "))?.1;
        Some(rest.split(['(', '<']).next()?.to_owned())
    });
    names
        .filter_map(|name| {
            let code = source.cut(&name)?;
            Some((name, code.text))
        })
        .collect()
}

#[test]
fn a_step_calls_every_function_that_it_shows() {
    for file in files() {
        let text = fs::read_to_string(&file).unwrap().leak();
        let functions = functions(text);
        let steps = functions
            .iter()
            .filter(|(name, _)| name == "step" || name.ends_with("_step"));
        for (step, body) in steps {
            let shown: Vec<_> = functions
                .iter()
                .filter(|(name, _)| body.contains(&format!("\"{name}\"")))
                .collect();
            for (name, _) in &shown {
                // By the step itself, or by another function that it shows.
                let calls = |body: &str| {
                    body.contains(&format!("{name}(")) || body.contains(&format!("{name}::<"))
                };
                let by_another = |(other, body): &&(String, String)| other != name && calls(body);
                assert!(
                    calls(body) || shown.iter().copied().any(|other| by_another(&other)),
                    "{}: {step} shows {name} and doesn't call it",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn every_public_function_of_a_step_is_shown() {
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        for line in text.lines().filter(|line| line.starts_with("pub ")) {
            let Some((_, rest)) = line.split_once("fn ") else {
                continue;
            };
            let name = rest.split(['(', '<']).next().unwrap();
            assert!(
                text.contains(&format!("\"{name}\"")),
                "{}: {name} is public, and no step shows it",
                file.display()
            );
        }
    }
}

/// A function has at most 25 lines of code, comments not counted. No line has
/// more than 80 columns.
#[tokio::test]
async fn what_a_step_shows_fits_half_a_screen() {
    for chapter in &chapters() {
        let lesson = record(chapter, Kind::Sqlite).await;
        let parts = lesson.records().iter().flat_map(|step| &step.parts);
        for part in parts {
            let Part::Code(code) = part else { continue };
            fits(code, code.text.contains("fn "));
        }
    }
}
