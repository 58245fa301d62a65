//! Links and anchors.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;
use crate::compare::{nowhere, renumbered};

/// The anchors of a page: its headings as the web page of a repository names
/// them.
pub fn anchors(text: &str) -> Vec<String> {
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
                let keep =
                    |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
                anchors.push(anchor.chars().filter(keep).collect());
            }
            _ => {}
        }
    }
    anchors
}

/// The file that a link of `page` leads to, and the anchor in it; `None` for the
/// web.
pub fn target<'a>(
    page: &Path,
    link: &'a str,
) -> Option<(PathBuf, Option<&'a str>)> {
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

/// The page with its definitions `[NAME]: FILE` brought up to date. A link to a
/// test leads to the line of `fn NAME` in that file; a link to the snapshot of a
/// step has the number that the step has now.
pub fn with_numbers(page: &Path, text: &str) -> String {
    let with_number = |line: &str| {
        let (name, link) = line.strip_prefix('[')?.split_once("]: ")?;
        if let Some(now) = renumbered(&page.with_file_name(link)) {
            let (folder, _) = link.rsplit_once('/')?;
            return Some(format!(
                "[{name}]: {folder}/{}",
                now.file_name()?.to_str()?
            ));
        }
        let file =
            link.split('#').next().filter(|file| file.ends_with(".rs"))?;
        let code = fs::read_to_string(page.with_file_name(file)).ok()?;
        let function = format!("fn {name}(");
        let found = code.lines().position(|line| line.contains(&function));
        let place =
            found.map_or(String::new(), |line| format!("#L{}", line + 1));
        Some(format!("[{name}]: {file}{place}"))
    };
    let lines = text.lines();
    let lines = lines.map(|line| {
        with_number(line).unwrap_or_else(|| line.to_owned()) + "\n"
    });
    lines.collect()
}

/// Each link of the pages leads to a file that exists, and to a heading in it.
///
/// # Panics
///
/// If one doesn't.
pub fn every_link_leads_somewhere(pages: &[PathBuf]) {
    let mut wrong = Vec::new();
    for page in pages {
        // As the page should be: whether it is, another test sees.
        let text = with_numbers(page, &fs::read_to_string(page).unwrap());
        for event in events(&text) {
            let Event::Start(
                Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. },
            ) = event
            else {
                continue;
            };
            let Some((file, anchor)) = target(page, &dest_url) else {
                continue;
            };
            let numbered = file.extension().is_some_and(|kind| kind == "rs");
            let found = file.exists()
                && anchor.filter(|_| !numbered).is_none_or(|anchor| {
                    let anchors = anchors(&fs::read_to_string(&file).unwrap());
                    anchors.iter().any(|found| found == anchor)
                });
            if !found {
                let why = match file.exists() {
                    true => "no such heading".to_owned(),
                    false => nowhere(&file),
                };
                wrong.push(format!("{}: {dest_url}: {why}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "lead nowhere: {wrong:#?}");
}
