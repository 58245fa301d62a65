//! No page can go stale: what a page shows is what the programs print, and what it names is there.
//!
//! A block between `<!-- shown: NAME -->` and `<!-- end -->` is generated: the snapshot NAME, the
//! diagram or picture of a crate, or a measured table. `UPDATE_PAGES=1 cargo test -p tests pages` writes
//! them anew.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::{diagram::Diagram, lessons::CHAPTERS, picture::draw, speed};

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Every page of the workspace: the Markdown files at the root and in the crates.
fn pages() -> Vec<PathBuf> {
    let folders = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let folders = folders
        .filter(|path| path.join("Cargo.toml").exists())
        .chain([root()]);
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut pages: Vec<_> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(pages.contains(&root().join("README.md")));
    pages
}

fn diagram(name: &str) -> Option<String> {
    use car_mart::entity as car;
    use many_to_many_association::entity as association;
    use many_to_many_secondary::entity as secondary;
    use one_to_one::entity as one;
    let diagram = Diagram::default();
    let diagram = match name {
        "car-mart" => diagram
            .with(car::car_brand::Entity)
            .with(car::car_model::Entity)
            .with(car::car_info::Entity),
        "one-to-one" => diagram.with(one::user::Entity).with(one::profile::Entity),
        "many-to-many-secondary" => diagram
            .with(secondary::student::Entity)
            .with(secondary::course::Entity)
            .with(secondary::student_course::Entity),
        "many-to-many-association" => diagram
            .with(association::student::Entity)
            .with(association::course::Entity)
            .with(association::student_course::Entity),
        _ => return None,
    };
    Some(diagram.finish())
}

/// What stands in the block of that name.
fn shown(name: &str) -> String {
    match name.split_once(' ') {
        Some(("diagram", name)) => diagram(name).unwrap_or_else(|| panic!("no diagram {name}")),
        Some(("program", name)) => format!("```text\n{}\n```", snapshot(name)),
        Some(("speed", heading)) => speed::shown(heading),
        Some(("picture", name)) => picture(name).unwrap_or_else(|| panic!("no picture {name}")),
        _ => snapshot(name),
    }
}

/// The rows of a lesson and the foreign keys between them, as its read step shows them.
fn picture(name: &str) -> Option<String> {
    let step = |name| rows(&snapshot(name));
    Some(match name {
        "car-mart" => draw(
            &step("car_mart__05_read_from_a_brand_down_to_its_cars"),
            &["<──"; 2],
        ),
        "one-to-one" => draw(&step("one_to_one__04_read_from_the_users"), &["<──"]),
        "many-to-many-secondary" => {
            let rows = step("many_to_many_secondary__04_read_from_the_students");
            draw(&rows, &["<──┼──>"])
        }
        "many-to-many-association" => {
            let mut rows = step("many_to_many_association__05_read_from_the_students");
            // Student, course, date, grade: what the link carries belongs into the middle.
            for row in &mut rows {
                let grade = row
                    .pop()
                    .filter(|grade| grade != "NULL")
                    .unwrap_or_default();
                let link = format!("{} {grade:1}", row.remove(2));
                row.insert(1, link.trim_start_matches("NULL ").to_owned());
            }
            draw(&rows, &["<──", "──>"])
        }
        _ => return None,
    })
}

/// The cells of a line of a table.
pub fn cells(line: &str) -> Vec<String> {
    let cells = line.trim_matches('|').split('|');
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// The rows of the first table in a snapshot.
fn rows(snapshot: &str) -> Vec<Vec<String>> {
    // Under the head, and the line below it.
    let lines = snapshot
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .skip(2);
    lines
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect()
}

fn snapshot(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("it/snapshots/{name}.snap"));
    let snapshot = fs::read_to_string(&file).unwrap_or_else(|_| panic!("no snapshot {name}"));
    let (_, body) = snapshot[4..]
        .split_once("\n---\n")
        .expect("a snapshot has a head");
    body.trim_end().to_owned()
}

const BEGIN: &str = "<!-- shown: ";
const END: &str = "<!-- end -->";

/// The page with its generated blocks as they should be.
fn generated(page: &str) -> String {
    let mut parts = page.split(BEGIN);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(" -->").expect("a block has a name");
        let (_, rest) = rest
            .split_once(END)
            .unwrap_or_else(|| panic!("{name} has no end"));
        text += &format!("{BEGIN}{name} -->\n\n{}\n\n{END}{rest}", shown(name));
    }
    text
}

#[test]
fn every_generated_block_shows_what_the_programs_print() {
    for page in pages() {
        let found = fs::read_to_string(&page).unwrap();
        let expected = generated(&found);
        if env::var_os("UPDATE_PAGES").is_some() {
            fs::write(&page, &expected).unwrap();
        } else if found != expected {
            panic!(
                "{} is stale; run UPDATE_PAGES=1 cargo test -p tests pages and read the change",
                page.display()
            );
        }
    }
}

/// A page's events, as a Markdown reader sees them.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The anchors of a page: its headings as the web page of a repository names them.
fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading = None;
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&part);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = heading.take().unwrap_or_default().to_lowercase();
                let anchor = heading.replace(' ', "-");
                let keep = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
                anchors.push(anchor.chars().filter(keep).collect());
            }
            _ => {}
        }
    }
    anchors
}

/// The file that a link of `page` leads to, and the anchor in it; `None` for the web.
fn target<'a>(page: &Path, link: &'a str) -> Option<(PathBuf, Option<&'a str>)> {
    if link.starts_with("http") {
        return None;
    }
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link, None),
    };
    let file = if path.is_empty() {
        page.to_owned()
    } else {
        page.parent().expect("a page is in a folder").join(path)
    };
    Some((file, anchor))
}

#[test]
fn every_link_leads_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for event in events(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event
            else {
                continue;
            };
            let Some((file, anchor)) = target(&page, &dest_url) else {
                continue;
            };
            assert!(
                file.exists(),
                "{}: {dest_url} leads nowhere",
                page.display()
            );
            if let Some(anchor) = anchor {
                let anchors = anchors(&fs::read_to_string(&file).unwrap());
                assert!(
                    anchors.iter().any(|found| found == anchor),
                    "{}: no heading {anchor} in {}: {anchors:?}",
                    page.display(),
                    file.display()
                );
            }
        }
    }
}

/// A crate's page is its front page in the documentation too, where a path from one file to another
/// leads nowhere. So `lib.rs` says for each link where it leads there; the first definition counts.
#[test]
fn every_link_of_a_crate_page_has_its_place_in_the_documentation() {
    let mut links = 0;
    for page in pages() {
        let Ok(library) = fs::read_to_string(page.with_file_name("src/lib.rs")) else {
            continue;
        };
        if !library.contains("include_str!(\"../README.md\")") || !page.ends_with("README.md") {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        for label in Parser::new(&text)
            .reference_definitions()
            .iter()
            .map(|(label, _)| label)
        {
            links += 1;
            let definition = format!("//! [{label}]: ");
            let line = library.lines().find(|line| line.starts_with(&definition));
            let line = line.unwrap_or_else(|| panic!("{}: {label}", page.display()));
            // The documentation stands in target/doc/<crate>.
            if let Some(file) = line
                .strip_prefix(&definition)
                .and_then(|to| to.strip_prefix("../../../"))
            {
                assert!(root().join(file).exists(), "{}: {file}", page.display());
            }
        }
    }
    assert!(links > 0);
}

/// Text without white space, so that a quotation may be broken into lines in another way.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// In a table, code that stands in one row with a link to a Rust file is a quotation from it. The
/// first column is free: there stands what the reader knows already. So is `TRAPS.md`, which quotes
/// snapshots, and whose quotations `traps::page` compares.
#[test]
fn code_in_a_table_stands_in_the_file_beside_it() {
    let mut quotations = 0;
    let mut wrong = Vec::new();
    for page in pages().iter().filter(|page| !page.ends_with("TRAPS.md")) {
        let text = fs::read_to_string(page).unwrap();
        let mut code = Vec::new();
        let mut files = Vec::new();
        let mut in_link = false;
        let mut column = 0;
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
                        .map(|file| squeezed(&fs::read_to_string(file).unwrap()))
                        .collect();
                    for span in &code {
                        quotations += 1;
                        if !sources.contains(&squeezed(span)) {
                            wrong.push(format!("{}: `{span}`", page.display()));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(quotations > 0);
}

/// The commands of a page: the lines of its `sh` blocks, and code that begins with `cargo`.
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
    let after = |flag| {
        cargo
            .iter()
            .position(|word| *word == flag)
            .map(|at| cargo[at + 1])
    };

    let package = after("-p")?;
    let folder = root().join(package);
    if !folder.join("Cargo.toml").exists() {
        return Some(format!("there is no package {package}"));
    }
    if let Some(example) = after("--example") {
        let file = folder.join(format!("examples/{example}.rs"));
        return (!file.exists()).then(|| format!("there is no example {example}"));
    }
    if cargo[1] != "run" {
        return None;
    }
    let arguments = std::iter::once(package).chain(arguments.split_whitespace());
    if package == "migrations" {
        let words: Vec<_> = arguments.skip(1).collect();
        let known = CHAPTERS.iter().any(|chapters| chapters[0].name == words[0])
            && ["up", "down", "status", "fresh"].contains(&words[1]);
        return (!known).then(|| format!("migrations does not know {words:?}"));
    }
    match lesson::cli::command().try_get_matches_from(arguments) {
        Err(error) if error.use_stderr() => Some(error.to_string()),
        Err(_) => None,
        Ok(matches) => {
            let name = matches.get_one::<String>("lesson")?;
            let mut chapters = CHAPTERS
                .iter()
                .filter(|chapters| chapters[0].name == package);
            let known = chapters.any(|chapters| chapters.iter().any(|one| one.name == name));
            (!known).then(|| format!("{package} has no lesson {name}"))
        }
    }
}

#[test]
fn every_command_names_what_is_there() {
    let mut count = 0;
    for page in pages() {
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            let wrong = wrong(&command);
            assert_eq!(wrong, None, "{}: {command}", page.display());
        }
    }
    assert!(count > 0);
}
