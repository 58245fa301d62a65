//! What a step shows is what it calls.

use std::{collections::BTreeSet, fs, path::PathBuf};

use harness::Source;

use crate::{file_names, root};

/// The Rust files with steps in these folders, named from the root of the
/// workspace.
fn files(folders: &[String]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        let names: BTreeSet<_> = file_names(folder);
        assert!(!names.is_empty(), "{folder} has no file");
        let steps = names.iter().filter(|name| *name != "mod.rs");
        files.extend(steps.map(|name| root().join(folder).join(name)));
    }
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

/// Each function that a step shows is called by the step, or by another function
/// that it shows.
///
/// # Panics
///
/// If one isn't.
pub fn a_step_calls_every_function_that_it_shows(folders: &[String]) {
    for file in files(folders) {
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

/// Each public function of a step is shown.
///
/// # Panics
///
/// If one isn't.
pub fn every_public_function_of_a_step_is_shown(folders: &[String]) {
    for file in files(folders) {
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
