//! Code and commands that a page quotes.

use std::{fs, iter};

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{events, links::target, pages};
use crate::{
    lessons::CHAPTERS,
    support::{cells, root},
};

/// Text without white space, so that a quotation may be broken into lines in
/// another way.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// In a table, code in a row that links to a Rust file is quoted from that file.
/// The first column is free: it holds what the reader knows already.
#[test]
fn code_in_a_table_is_in_the_file_beside_it() {
    let mut quotations = 0;
    let mut wrong = Vec::new();
    for page in pages()
        .iter()
        .filter(|page| !page.ends_with("guide/traps.md"))
    {
        let text = fs::read_to_string(page).unwrap();
        let (mut code, mut files) = (Vec::new(), Vec::new());
        let (mut in_link, mut column) = (false, 0);
        for event in events(&text) {
            match event {
                Event::Start(Tag::TableRow) => {
                    code.clear();
                    files.clear();
                    column = 0;
                }
                Event::End(TagEnd::TableCell) => column += 1,
                Event::Start(Tag::Link { dest_url, .. }) => {
                    in_link = true;
                    if dest_url.ends_with(".rs") {
                        files.extend(target(page, &dest_url).map(|(file, _)| file));
                    }
                }
                Event::End(TagEnd::Link) => in_link = false,
                Event::Code(span) if column > 0 && !in_link => code.push(span.into_string()),
                Event::End(TagEnd::TableRow) if !files.is_empty() => {
                    let sources: String = files
                        .iter()
                        .map(|file| squeezed(&fs::read_to_string(file).unwrap_or_default()))
                        .collect();
                    quotations += code.len();
                    code.retain(|span| !sources.contains(&squeezed(span)));
                    wrong.extend(
                        code.drain(..)
                            .map(|span| format!("{}: {span}", page.display())),
                    );
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "not in the file beside it: {wrong:#?}");
    assert!(quotations > 0);
}

/// The commands of a page: the lines of its `sh` blocks, and code that begins
/// with `cargo`.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut in_shell = false;
    for event in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                in_shell = &*language == "sh";
            }
            Event::End(TagEnd::CodeBlock) => in_shell = false,
            Event::Text(lines) if in_shell => commands.extend(lines.lines().map(str::to_owned)),
            Event::Code(span) => commands.push(span.into_string()),
            _ => {}
        }
    }
    let cargo = |line: String| line.find("cargo ").map(|start| line[start..].to_owned());
    commands.into_iter().filter_map(cargo).collect()
}

/// Why a command can't work, if so.
fn wrong(command: &str) -> Option<String> {
    let command = command.split(" #").next().unwrap_or_default();
    let (cargo, arguments) = command.split_once(" -- ").unwrap_or((command, ""));
    let cargo: Vec<_> = cargo.split_whitespace().collect();
    let package = cargo
        .iter()
        .position(|word| *word == "-p")
        .map(|at| cargo[at + 1])?;
    if !root().join(package).join("Cargo.toml").exists() {
        return Some(format!("there is no package {package}"));
    }
    let main = CHAPTERS.iter().find(|chapters| chapters[0].name == package);
    let chapters = match main {
        Some(chapters) => Some(chapters.to_vec()),
        None => (package == "shapes").then(shapes::chapters),
    };
    let known = chapters.is_some() || package == "migrations";
    if cargo[1] != "run" || !known {
        return None;
    }
    let arguments: Vec<_> = arguments.split_whitespace().collect();
    let Some(chapters) = chapters else {
        let known = CHAPTERS
            .iter()
            .any(|chapters| chapters[0].name == arguments[0])
            && ["up", "down", "status", "refresh"].contains(&arguments[1]);
        return (!known).then(|| format!("migrations does not know {arguments:?}"));
    };
    let parsed = harness::cli::command().try_get_matches_from(iter::once(package).chain(arguments));
    let matches = match parsed {
        Err(error) => return error.use_stderr().then(|| error.to_string()),
        Ok(matches) => matches,
    };
    // Without a name: the first lesson, or the list of the shapes.
    let name = match matches.get_one::<String>("lesson") {
        Some(name) => name,
        None if package == "shapes" => return None,
        None => package,
    };
    let Some(chapter) = chapters.iter().find(|chapter| chapter.name == name) else {
        return Some(format!("{package} has no lesson {name}"));
    };
    let step = matches.get_one::<String>("step")?;
    let known = chapter.steps.iter().any(|found| found.name == step);
    (!known).then(|| format!("{name} has no step {step}"))
}

#[test]
fn every_command_names_what_exists() {
    let mut count = 0;
    for page in pages() {
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            assert_eq!(wrong(&command), None, "{}: {command}", page.display());
        }
    }
    assert!(count > 0);
}

/// The cells of the columns "Without it" of a page, as Markdown.
fn without_it(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut column = None;
    for line in page.lines() {
        if !line.starts_with('|') {
            column = None;
        } else if let Some(column) = column {
            found.extend(cells(line).get::<usize>(column).cloned());
        } else {
            column = cells(line).iter().position(|cell| cell == "Without it");
        }
    }
    found.retain(|cell| !cell.starts_with("---"));
    found
}

/// What isn't made to happen isn't claimed: a cell links to the test that does it
/// (by the test's name), to a snapshot, or to code that doesn't compile.
#[test]
fn every_cell_without_it_names_what_makes_it_happen() {
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for cell in without_it(&text) {
            count += 1;
            let labels = cell
                .split("][")
                .skip(1)
                .filter_map(|rest| rest.split(']').next());
            let shown = labels.filter(|label| {
                let definition = format!("\n[{label}]: ");
                let Some((_, link)) = text.split_once(&definition) else {
                    return false;
                };
                let link = link.lines().next().unwrap();
                let Some((file, _)) = link.split_once(".rs#L") else {
                    let shown = [
                        "compile-errors.md#",
                        "traps.md#",
                        "#which-delete-removes-what",
                    ];
                    return link.ends_with(".snap") || shown.iter().any(|page| link.contains(page));
                };
                let file = page.with_file_name(format!("{file}.rs"));
                let code = fs::read_to_string(file).unwrap();
                code.contains(&format!("fn {label}("))
            });
            assert!(shown.count() > 0, "{}: {cell}", page.display());
        }
    }
    assert!(count > 20, "{count}");
}

/// The tests that `guide/safety.md` names exist.
#[test]
fn every_promise_names_a_test() {
    let page = fs::read_to_string(root().join("guide/safety.md")).unwrap();
    let files = fs::read_dir(root().join("tests/programs")).unwrap();
    let sources: String = files
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let promises = page
        .lines()
        .filter(|line| line.starts_with('|') && line.contains('`'));
    let names: Vec<_> = promises
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(
            sources.contains(&format!("fn {name}(")),
            "there is no test {name}"
        );
    }
}
