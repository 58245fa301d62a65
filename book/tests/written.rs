//! What is in the files of the book.

use std::{collections::HashMap, env, fs, path::Path};

use libtest_mimic::{Failed, Trial};

use crate::{out, pages, root};

pub fn tests() -> Vec<Trial> {
    let trial = |name: &str, test: fn()| {
        Trial::test(name, move || {
            test();
            Ok::<(), Failed>(())
        })
    };
    vec![
        trial("no_link_leads_nowhere", links),
        trial("no_page_is_larger_than_300_kb_and_the_book_than_15_mb", sizes),
        trial("no_address_is_lost", addresses),
    ]
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&*start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn links() {
    let texts: HashMap<String, String> = pages()
        .into_iter()
        .map(|page| {
            let text = fs::read_to_string(out().join(&page)).expect("a page");
            (page, text)
        })
        .collect();
    let mut wrong = Vec::new();
    for (page, text) in &texts {
        for link in [values(text, "href"), values(text, "src")].concat() {
            if !link.contains("://")
                && !link.starts_with("data:")
                && !leads(&texts, page, link)
            {
                wrong.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a link leads to a file, and to a place in it that is there.
fn leads(texts: &HashMap<String, String>, page: &str, link: &str) -> bool {
    let link = link.replace("%2E", ".");
    let (path, place) = link.split_once('#').unwrap_or((&link, ""));
    let folder =
        out().join(page).parent().map(Path::to_owned).expect("a folder");
    let file = if path.is_empty() {
        out().join(page)
    } else {
        folder.join(path)
    };
    let Ok(file) = file.canonicalize() else {
        return false;
    };
    let Ok(target) = file.strip_prefix(out()) else {
        return file.starts_with(root());
    };
    let text = target.to_str().and_then(|target| texts.get(target));
    place.is_empty()
        || text.is_some_and(|text| values(text, "id").contains(&place))
}

fn sizes() {
    let large = pages().into_iter().filter_map(|page| {
        let size = fs::metadata(out().join(&page)).expect("a page").len();
        (size > 300_000).then(|| format!("{page}: {size}"))
    });
    assert_eq!(large.collect::<Vec<_>>(), Vec::<String>::new());
    let (mut size, mut folders) = (0, vec![out()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let about = entry.metadata().expect("what it is");
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                size += about.len();
            }
        }
    }
    assert!(size < 15_000_000, "the book has {size} bytes");
}

/// An address that others may have linked to stays, or `book.toml` says where its page is now.
fn addresses() {
    let file = root().join("book/addresses.txt");
    let known = fs::read_to_string(&file).unwrap_or_default();
    let known: Vec<&str> = known.lines().collect();
    let pages = pages();
    let lost: Vec<_> =
        known.iter().filter(|page| !out().join(page).is_file()).collect();
    assert!(
        lost.is_empty(),
        "gone: {lost:?}. In book/book.toml, under output.html.redirect, say where each is now"
    );
    let new: Vec<&str> = pages
        .iter()
        .map(|page| &**page)
        .filter(|page| !known.contains(page))
        .collect();
    if env::var_os("UPDATE_PAGES").is_some() {
        let mut all = [known, new].concat();
        all.sort_unstable();
        fs::write(file, all.join("\n") + "\n")
            .expect("the addresses are written");
    } else {
        assert!(
            new.is_empty(),
            "not in book/addresses.txt: {new:?}. Write them: UPDATE_PAGES=1 cargo test -p book address"
        );
    }
}
