//! Code and commands that a page quotes.

use std::{fs, path::PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{all, events, links::target};
use crate::{cells, read};

/// Text without white space, so that a quotation may be broken into lines in
/// another way.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// In a table, code in a row that links to a Rust file is quoted from that file. The
/// first column is free: it holds what the reader knows already. In the dictionary it
/// is quoted too, from the Python files that the row links to.
///
/// # Panics
///
/// If it isn't.
pub fn code_in_a_table_is_in_the_file_beside_it(pages: &[PathBuf]) {
    let mut wrong = Vec::new();
    for page in pages.iter().filter(|page| {
        !page.parent().is_some_and(|it| it.ends_with("guide/traps"))
    }) {
        let text = fs::read_to_string(page).unwrap();
        let dictionary = page.ends_with("guide/dictionary.md");
        let (mut code, mut files) = (Vec::new(), Vec::new());
        let (mut head, mut in_link, mut column) = (String::new(), false, 0);
        for event in events(&text) {
            match event {
                Event::Start(Tag::TableHead) => head.clear(),
                // The first word of the table.
                Event::Text(word) if head.is_empty() => {
                    head = word.into_string()
                }
                Event::Start(Tag::TableRow) => {
                    code.clear();
                    files.clear();
                    column = 0;
                }
                Event::End(TagEnd::TableCell) => column += 1,
                Event::Start(Tag::Link { dest_url, .. }) => {
                    in_link = true;
                    if dest_url.ends_with(".rs") || dest_url.ends_with(".py") {
                        files.extend(
                            target(page, &dest_url).map(|(file, _)| file),
                        );
                    }
                }
                Event::End(TagEnd::Link) => in_link = false,
                Event::Code(span) if !in_link => {
                    code.push((column, span.into_string()))
                }
                Event::End(TagEnd::TableRow) => {
                    for (column, span) in code.drain(..) {
                        let in_python = match &*head {
                            "SQLAlchemy" => dictionary && column == 0,
                            "Older style" => true,
                            _ => false,
                        };
                        let kind = if in_python { "py" } else { "rs" };
                        let source = sources(&files, kind);
                        let free =
                            !in_python && (column == 0 || source.is_empty());
                        if !free && !source.contains(&squeezed(&span)) {
                            wrong.push(format!("{}: {span}", page.display()));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "not in the file beside it: {wrong:#?}");
}

/// The squeezed text of those files that are of a kind.
fn sources(files: &[PathBuf], kind: &str) -> String {
    let files = files
        .iter()
        .filter(|file| file.extension().is_some_and(|found| found == kind));
    files
        .map(|file| squeezed(&fs::read_to_string(file).unwrap_or_default()))
        .collect()
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
            Event::Text(lines) if in_shell => {
                commands.extend(lines.lines().map(str::to_owned))
            }
            Event::Code(span) => commands.push(span.into_string()),
            _ => {}
        }
    }
    let cargo = |line: String| {
        line.find("cargo ").map(|start| line[start..].to_owned())
    };
    commands.into_iter().filter_map(cargo).collect()
}

/// A command that a page names, and where.
#[derive(Debug)]
pub struct Command {
    /// The page.
    pub page: PathBuf,
    /// `run` or `test`.
    pub verb: String,
    /// What is after `--`.
    pub arguments: Vec<String>,
}

/// The commands of all pages that name a package with `-p`.
pub fn commands_of(package: &str) -> Vec<Command> {
    let mut found = Vec::new();
    for page in all() {
        for line in commands(&fs::read_to_string(&page).unwrap()) {
            let line = line.split(" #").next().unwrap_or_default();
            let (cargo, arguments) =
                line.split_once(" -- ").unwrap_or((line, ""));
            let cargo: Vec<_> = cargo.split_whitespace().collect();
            if cargo.windows(2).any(|pair| pair == ["-p", package]) {
                found.push(Command {
                    page: page.clone(),
                    verb: cargo[1].to_owned(),
                    arguments: arguments
                        .split_whitespace()
                        .map(str::to_owned)
                        .collect(),
                });
            }
        }
    }
    found
}

/// Each command of a page that runs `package` is one that it understands.
///
/// # Panics
///
/// If one isn't, or no page names one.
pub fn every_command_works(
    package: &str,
    wrong: impl Fn(&[&str]) -> Option<String>,
) {
    let mut runs = commands_of(package);
    runs.retain(|command| command.verb == "run");
    assert!(!runs.is_empty(), "no page runs {package}");
    for command in runs {
        let arguments: Vec<_> =
            command.arguments.iter().map(|word| &**word).collect();
        assert_eq!(wrong(&arguments), None, "{command:?}");
    }
}

/// Each `-p` of a page is followed by a package.
///
/// # Panics
///
/// If one isn't.
pub fn every_package_exists() {
    let packages = read("Cargo.lock");
    for page in all() {
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            let words: Vec<_> = command.split_whitespace().collect();
            for pair in words.windows(2).filter(|pair| pair[0] == "-p") {
                let listed =
                    packages.contains(&format!("name = \"{}\"\n", pair[1]));
                // In CONTRIBUTING.md, a name in capitals stands for any.
                let any = pair[1].chars().all(char::is_uppercase);
                assert!(any || listed, "{}: {command}", page.display());
            }
        }
    }
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
///
/// # Panics
///
/// If one doesn't.
pub fn every_cell_without_it_names_what_makes_it_happen(pages: &[PathBuf]) {
    for page in pages {
        let text = fs::read_to_string(page).unwrap();
        for cell in without_it(&text) {
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
                        "compile-errors/",
                        "traps/",
                        "#which-delete-removes-what",
                    ];
                    return link.ends_with(".snap")
                        || shown.iter().any(|page| link.contains(page));
                };
                let file = page.with_file_name(format!("{file}.rs"));
                let code = fs::read_to_string(file).unwrap();
                code.contains(&format!("fn {label}("))
            });
            assert!(shown.count() > 0, "{}: {cell}", page.display());
        }
    }
}
