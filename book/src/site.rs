//! Builds the site: gives the pages to mdBook, and adds to what it writes how to get from one page to the next.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{
    RenderContext, Renderer,
    book::{Book, BookItem, Chapter, SectionNumber},
    config::Config,
};
use sha2::{Digest, Sha256};

use crate::{
    html::{self, Common},
    markdown::{Block, escaped},
    pages::{self, Page, Part},
    rows::Keys,
};

/// From where the book is made and where it goes.
pub struct Site {
    /// The repository.
    pub root: PathBuf,
    /// The folder of the book, which is emptied first.
    pub out: PathBuf,
    /// The address of the repository's files, such as `https://github.com/OWNER/NAME/blob/main`. Without it, links to
    /// them lead to the files on this disk.
    pub repository: Option<String>,
}

impl Site {
    /// Builds the book. Returns how many pages it has.
    ///
    /// # Errors
    ///
    /// If a file can't be read or written, or a link leads nowhere.
    pub fn build(&self) -> Result<usize> {
        let elsewhere = |path: &str| self.elsewhere(path);
        let parts = pages::read(&self.root, &elsewhere)?;
        let common = Common {
            root: &self.root,
            keys: primary_keys(&self.root)?,
            elsewhere: &elsewhere,
        };
        let book = book(&common, &parts)?;
        let config = self.config().context("the settings of mdBook")?;
        let context = RenderContext::new(
            self.root.join("book"),
            book,
            config,
            self.out.clone(),
        );
        HtmlHandlebars::new().render(&context)?;
        let pages: Vec<&Page> =
            parts.iter().flat_map(|part| &part.pages).collect();
        for (at, page) in pages.iter().enumerate() {
            self.finish(&page.address, Some((&pages, at)))?;
        }
        self.finish("404", None)?;
        self.finish("toc", None)?;
        self.shorten_breadcrumbs()?;
        Ok(pages.len())
    }

    /// In the search, mdBook names a page twice: as the chapter and as its first heading.
    fn shorten_breadcrumbs(&self) -> Result<()> {
        let files = fs::read_dir(&self.out)?.collect::<Result<Vec<_>, _>>()?;
        let index = files
            .iter()
            .map(fs::DirEntry::path)
            .find(|path| path.to_string_lossy().contains("/searchindex-"));
        let index = index.context("mdBook wrote no search")?;
        let text = fs::read_to_string(&index)?;
        let mut parts = text.split("\"breadcrumbs\":\"");
        let mut shorter = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            shorter += "\"breadcrumbs\":\"";
            let crumbs =
                part.split_once("\",\"id\":").map_or("", |(crumbs, _)| crumbs);
            let twice = crumbs.rsplit_once(" » ").filter(|(above, last)| {
                above == last || above.ends_with(&format!(" » {last}"))
            });
            shorter += twice.map_or(crumbs, |(above, _)| above);
            shorter += &part[crumbs.len()..];
        }
        fs::write(index, shorter)?;
        Ok(())
    }

    /// The address of a file that is not in the book, from the root of the book.
    fn elsewhere(&self, path: &str) -> String {
        match &self.repository {
            Some(address) => {
                format!("{}/{path}", address.trim_end_matches('/'))
            }
            None => {
                let below = self.out.strip_prefix(&self.root);
                let up = "../".repeat(
                    below.map_or(0, |below| below.components().count()),
                );
                // mdBook takes a link to `.md` for one to a page of the book.
                up + &path.replace(".md", "%2Emd")
            }
        }
    }

    fn config(&self) -> Result<Config> {
        let mut config: Config = include_str!("../book.toml").parse()?;
        // Where GitHub Pages has the book: the page for a missing address needs to know.
        let address = self.repository.as_deref();
        if let Some(name) =
            address.and_then(|address| address.split('/').nth(4))
        {
            config.set("output.html.site-url", format!("/{name}/"))?;
        }
        Ok(config)
    }

    /// Adds to a page of mdBook what stands above and below its content, and its policy.
    fn finish(
        &self,
        address: &str,
        place: Option<(&[&Page], usize)>,
    ) -> Result<()> {
        let path = self.out.join(format!("{address}.html"));
        let mut text = fs::read_to_string(&path)
            .with_context(|| format!("can't read {}", path.display()))?;
        if let Some((pages, at)) = place {
            replace(
                &mut text,
                "<main>",
                &format!("<main>{}", self.above(pages, at)),
            )?;
            replace(
                &mut text,
                "</main>",
                &format!("{}</main>", self.below(pages, at)),
            )?;
        }
        if address != "toc" {
            // Of mdBook's themes, the light one and a dark one.
            for name in ["Rust", "Coal", "Ayu"] {
                let id = name.to_lowercase();
                let item = format!(
                    "<li role=\"none\"><button role=\"menuitem\" class=\"theme\" id=\"mdbook-theme-{id}\">{name}</button></li>"
                );
                replace(&mut text, &item, "")?;
            }
            replace(&mut text, ">Navy<", ">Dark<")?;
            // The page has its own links to the previous and the next one. The keys need mdBook's wide ones.
            let start = text.find("<nav class=\"nav-wrapper\"");
            let start =
                start.context("mdBook's page has no links to others")?;
            let end = text[start..]
                .find("</nav>")
                .map_or(start, |end| start + end + 6);
            text.replace_range(start..end, "");
            // What a reader who doesn't see it would miss.
            let search = "<input type=\"search\"";
            replace(
                &mut text,
                search,
                &format!("{search} aria-label=\"Search\""),
            )?;
            replace(
                &mut text,
                "aria-label=\"Toggle Searchbar\"",
                "aria-label=\"Search\"",
            )?;
            let toggle = "<label id=\"mdbook-sidebar-toggle\"";
            replace(
                &mut text,
                toggle,
                &format!("{toggle} role=\"button\" tabindex=\"0\""),
            )?;
        }
        let policy = policy(&text);
        replace(&mut text, "POLICY", &policy)?;
        fs::write(&path, text)
            .with_context(|| format!("can't write {}", path.display()))
    }

    /// Where the page is, and the command that runs what is on it.
    fn above(&self, pages: &[&Page], at: usize) -> String {
        let page = pages[at];
        let up = "../".repeat(page.address.matches('/').count());
        let mut above: Vec<&Page> = Vec::new();
        for other in pages[..at].iter().rev() {
            if other.depth < above.last().map_or(page.depth, |last| last.depth)
            {
                above.push(other);
            }
        }
        let mut crumbs: String = above
            .iter()
            .rev()
            .map(|page| {
                format!(
                    "<li><a href=\"{up}{}.html\">{}</a></li>",
                    page.address, page.heading
                )
            })
            .collect();
        if !above.is_empty() {
            crumbs = format!(
                "<nav aria-label=\"Breadcrumbs\"><ol>{crumbs}</ol></nav>"
            );
        }
        let (place, command) = self.step(page).unwrap_or_default();
        format!("<div class=\"above\">{crumbs}{place}{command}</div>")
    }

    /// The number of the step that is on `page`, if it is one, and the command that runs what is there.
    fn step(&self, page: &Page) -> Option<(String, String)> {
        let shown = page.blocks.iter().find_map(|block| match block {
            Block::Mark(mark) => mark.strip_prefix("shown: "),
            _ => None,
        });
        let command =
            |command: String| format!("<code class=\"run\">{command}</code>");
        if let Some(of_page) = self.command(page) {
            return Some((String::new(), command(of_page)));
        }
        let step = pages::step_of(&self.root, shown?)?;
        let package = page.source.split('/').next()?;
        let lesson = if package == step.lesson {
            String::new()
        } else {
            format!("{} ", step.lesson)
        };
        let place = format!("<span>Step {} of {}</span>", step.number, step.of);
        Some((
            place,
            command(format!("cargo run -p {package} -- {lesson}{}", step.name)),
        ))
    }

    /// The command for a page that has a file of Rust of its own: a shape is a lesson, a compiler's message is
    /// documentation tests, and a trap, a recipe or a form of SeaORM 1.x is a test with the name of its file.
    fn command(&self, page: &Page) -> Option<String> {
        if page.origin.starts_with("shapes/src/") {
            let shape = page.address.strip_prefix("shapes/")?;
            return Some(format!("cargo run -p shapes -- {shape}"));
        }
        let path = page.origin.strip_prefix("guide/")?.strip_suffix(".rs")?;
        let (kind, name) = path.split_once('/')?;
        let snapshot =
            format!("guide/snapshots/{}/{name}.snap", kind.replace('_', "-"));
        let (doc, test) = match kind {
            "traps" => ("", path),
            "recipes" | "from_1x" if self.root.join(&snapshot).is_file() => {
                ("", path)
            }
            "from_1x" => ("--doc ", name),
            "compile_errors" => ("--doc ", name.strip_suffix("/mod")?),
            _ => return None,
        };
        Some(format!("cargo test -p guide {doc}{}", test.replace('/', "::")))
    }

    /// The pages before and after, and the file that this one comes from.
    fn below(&self, pages: &[&Page], at: usize) -> String {
        let page = pages[at];
        let up = "../".repeat(page.address.matches('/').count());
        let link = |page: &&Page, rel: &str| {
            format!(
                "<a rel=\"{rel}\" href=\"{up}{}.html\">{}</a>",
                page.address, page.heading
            )
        };
        let previous = at
            .checked_sub(1)
            .and_then(|at| pages.get(at))
            .map(|page| link(page, "prev"));
        let next = pages.get(at + 1).map(|page| link(page, "next"));
        let source = self.elsewhere(&page.origin);
        let up = if source.contains("://") { "" } else { &up };
        let edit = source.contains("://github.com/").then(|| {
            format!(
                " · <a href=\"{}\">Edit</a>",
                source.replacen("/blob/", "/edit/", 1)
            )
        });
        format!(
            "<nav class=\"around\" aria-label=\"Previous and next\">{}{}</nav><p class=\"source\">Made from <a href=\"{up}{source}\">{}</a>{}</p>",
            previous.unwrap_or_default(),
            next.unwrap_or_default(),
            escaped(&page.origin),
            edit.unwrap_or_default()
        )
    }
}

/// Replaces the one `old` in `text`.
fn replace(text: &mut String, old: &str, new: &str) -> Result<()> {
    if text.matches(old).count() != 1 {
        bail!("mdBook's page has not one {old}");
    }
    *text = text.replacen(old, new, 1);
    Ok(())
}

/// Nothing from another host, and no script but those that are there now.
fn policy(html: &str) -> String {
    let scripts = html
        .split("<script>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</script>"));
    let hash = |script: &str| {
        format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))
    };
    let hashes: String = scripts.map(|(script, _)| hash(script)).collect();
    format!(
        "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src \
         'self'; connect-src 'self'; frame-src 'self'; base-uri 'self'; form-action 'none'"
    )
}

/// The book as mdBook has it.
fn book(common: &Common, parts: &[Part]) -> Result<Book> {
    let mut items = Vec::new();
    let mut number = 0;
    for part in parts {
        if !part.title.is_empty() {
            items.push(BookItem::PartTitle(part.title.to_owned()));
        }
        items.extend(chapters(common, &part.pages, &[], &mut number, &[])?);
    }
    Ok(Book::new_with_items(items))
}

/// The chapters of `pages`, of which the first is at the top, and those below each.
fn chapters(
    common: &Common,
    pages: &[Page],
    above: &[u32],
    number: &mut u32,
    names: &[String],
) -> Result<Vec<BookItem>> {
    let mut items = Vec::new();
    let top = pages.first().map_or(0, |page| page.depth);
    for run in pages.chunk_by(|_, next| next.depth > top) {
        let [page, below @ ..] = run else { continue };
        *number += 1;
        let place = [above, &[*number]].concat();
        let path = PathBuf::from(format!("{}.md", page.address));
        let mut chapter = Chapter::new(
            &page.title,
            html::of_page(common, page)?,
            path,
            names.to_vec(),
        );
        chapter.sub_items = chapters(
            common,
            below,
            &place,
            &mut 0,
            &[names, std::slice::from_ref(&page.title)].concat(),
        )?;
        chapter.number = Some(SectionNumber::new(place));
        items.push(BookItem::Chapter(chapter));
    }
    Ok(items)
}

/// The primary keys of all tables that the lessons and shapes list.
fn primary_keys(root: &Path) -> Result<Keys> {
    let mut keys: Keys = HashMap::new();
    for folder in ["tests/snapshots", "shapes/snapshots"] {
        for lesson in fs::read_dir(root.join(folder))
            .with_context(|| format!("can't read {folder}"))?
        {
            let lesson = lesson?;
            if !lesson.path().is_dir() {
                continue;
            }
            let name = lesson.file_name().to_string_lossy().into_owned();
            for file in fs::read_dir(lesson.path())? {
                let text = fs::read_to_string(file?.path())?;
                for (table, columns) in tables(&text) {
                    keys.insert((name.clone(), table), columns);
                }
            }
        }
    }
    Ok(keys)
}

/// The tables that a step lists as `Table NAME:`, with the columns of their primary keys.
fn tables(text: &str) -> Vec<(String, Vec<String>)> {
    let table = |rest: &str| {
        let (name, rest) = rest.split_once(":\n\n")?;
        let rows = rest.lines().take_while(|line| line.starts_with('|'));
        let keys = rows
            .filter(|row| row.contains("primary key"))
            .filter_map(|row| row.split('|').nth(1));
        Some((name.to_owned(), keys.map(|key| key.trim().to_owned()).collect()))
    };
    text.split("\nTable ").skip(1).filter_map(table).collect()
}
