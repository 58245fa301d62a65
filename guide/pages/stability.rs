//! The table of what is stable, beside SeaORM's own source.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pulldown_cmark::{Event, Tag, TagEnd};
use testing::{pages::events, read};

use super::source::crates;

/// What SeaORM writes in the documentation of what may change.
const EXEMPT: &str = "exempt from semver";

/// A row of the table: what it names, its status, and where its links lead.
#[derive(Debug, Default)]
struct Row {
    apis: Vec<String>,
    status: String,
    links: Vec<String>,
}

fn rows() -> Vec<Row> {
    let page = read("guide/dictionary.md");
    let (mut rows, mut column) = (Vec::new(), 0);
    let (mut row, mut in_table, mut in_section) =
        (Row::default(), false, false);
    for event in events(&page) {
        match event {
            Event::Text(text)
                if &*text == "What may change in a later 2.x?" =>
            {
                in_section = true;
            }
            Event::Start(Tag::Table(_)) => in_table = in_section,
            Event::End(TagEnd::Table) if in_table => break,
            Event::Start(Tag::TableRow) => (row, column) = (Row::default(), 0),
            Event::End(TagEnd::TableCell) => column += 1,
            Event::Code(api) if column == 1 => row.apis.push(api.into_string()),
            Event::Text(text) if column == 2 => row.status += &text,
            Event::Start(Tag::Link { dest_url, .. }) if column > 1 => {
                row.links.push(dest_url.into_string());
            }
            Event::End(TagEnd::TableRow) if in_table => {
                rows.push(std::mem::take(&mut row));
            }
            _ => {}
        }
    }
    rows
}

/// The name in a quotation such as `.sync(db)`, `HasMany<…>` or `find_by_car_id`.
/// Of a method that is named after a column, the source has the part before it.
fn name(api: &str) -> &str {
    let api = api.trim_start_matches(['#', '[', '.']);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let end = api.find(|c| !word(c)).unwrap_or(api.len());
    api[..end].trim_end_matches("car_id")
}

/// The documentation of a function, which may be shorter than that of its file.
fn documentation(text: &str, function: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let function = format!("fn {function}");
    let place = lines.iter().position(|line| line.contains(&function));
    let before = lines[..place.unwrap()].iter().rev();
    let before = before.take_while(|line| line.starts_with(['/', '#']));
    before.copied().collect()
}

/// The files of SeaORM that hold these words.
fn files_that_say(words: &str, folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.flat_map(|entry| match entry.path() {
        path if path.is_dir() => files_that_say(words, &path),
        path => {
            let text = fs::read_to_string(&path).unwrap_or_default();
            text.contains(words).then_some(path).into_iter().collect()
        }
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

fn what_is_exempt_or_new_is_what_seaorm_says() {
    let crates = crates();
    let mut exempt = Vec::new();
    for Row {
        apis,
        status,
        links,
    } in rows()
    {
        let (theirs, ours): (Vec<_>, Vec<_>) =
            links.iter().partition(|link| link.starts_with("https://"));
        assert!(!ours.is_empty(), "{apis:?} runs nowhere");
        let link = theirs[0].strip_prefix("https://docs.rs/crate/").unwrap();
        let [package, version, "source", path] =
            link.splitn(4, '/').collect::<Vec<_>>()[..]
        else {
            panic!("{link}")
        };
        let file = crates[package].join(path);
        let text = fs::read_to_string(&file).unwrap();
        if status.ends_with(EXEMPT) {
            assert!(text.contains(EXEMPT), "{apis:?}");
            exempt.push(file);
            continue;
        }
        for api in apis.iter().map(|api| name(api)) {
            // What 1.x had, 2.0 has in the same file.
            assert!(text.contains(api), "{link} doesn't name {api}");
            if text.contains(EXEMPT) {
                assert!(!documentation(&text, api).contains(EXEMPT), "{api}");
            }
            if path == "CHANGELOG.md" {
                let (new, old) = text.split_once("\n## 1.").unwrap();
                assert!(new.contains(api) && !old.contains(api), "{api}");
            }
        }
        let expected = match version {
            "1.1.20" => "In 1.x too",
            _ if path.ends_with("/2.0.2.md") => "New in 2.0.2",
            _ => "New in 2.0",
        };
        assert_eq!(status, expected, "{apis:?}");
    }
    // One row for each.
    exempt.sort();
    let source = crates["sea-orm"].join("src");
    assert_eq!(exempt, files_that_say(EXEMPT, &source));
    assert_eq!(
        files_that_say("**Unstable.**", &source),
        [source.join("dynamic/mod.rs")]
    );
}

testing::tests![what_is_exempt_or_new_is_what_seaorm_says,];
