//! Which pages the book has: the files of the repository, split at their headings.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::markdown::{self, Block, escaped};

/// A page of the book.
pub struct Page {
    /// Where it is, from the root of the book and without `.html`.
    pub address: String,
    /// The heading, without its markup.
    pub title: String,
    /// The same as HTML.
    pub heading: String,
    /// The file of the repository that shows it too.
    pub source: String,
    /// The file to edit: `source`, or the one that `source` is made from.
    pub origin: String,
    /// 0 at the top of the side bar, 1 below that, and so on.
    pub depth: usize,
    /// What is below the heading.
    pub blocks: Vec<Block>,
}

/// A part of the side bar: its title, which is empty for the first, and its pages from top to bottom.
pub struct Part {
    pub title: &'static str,
    pub pages: Vec<Page>,
}

/// A file of the side bar.
struct Entry {
    source: &'static str,
    address: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// One page.
    Whole,
    /// A page for each heading of the file and of the others in its folder that have a step.
    Lesson,
    /// A page for each file in the folder of the same name or, without such files, for each heading of these levels.
    Topics(&'static [u8]),
}
use Kind::{Lesson, Topics, Whole};

/// The side bar.
const PARTS: [(&str, &[Entry]); 3] = [
    ("", &[entry("README.md", "index", Whole)]),
    (
        "Lessons",
        &[
            entry("car-mart/README.md", "car-mart/index", Lesson),
            entry("one-to-one/README.md", "one-to-one/index", Lesson),
            entry(
                "many-to-many-secondary/README.md",
                "many-to-many-secondary/index",
                Lesson,
            ),
            entry(
                "many-to-many-association/README.md",
                "many-to-many-association/index",
                Lesson,
            ),
            entry("tests/snapshots/README.md", "steps", Whole),
        ],
    ),
    (
        "Guide",
        &[
            entry("guide/choosing.md", "choosing", Whole),
            entry("guide/dictionary.md", "dictionary", Whole),
            entry("guide/dictionary-django.md", "dictionary-django", Whole),
            entry("python/README.md", "python", Whole),
            entry("guide/shapes.md", "shapes/index", Topics(&[2])),
            entry("guide/recipes.md", "recipes/index", Topics(&[2, 3])),
            entry("guide/traps.md", "traps/index", Topics(&[2, 3])),
            entry(
                "guide/compile-errors.md",
                "compile-errors/index",
                Topics(&[2]),
            ),
            entry("guide/from-1x.md", "from-1x/index", Topics(&[2, 3])),
            entry("guide/from-a-database.md", "from-a-database", Whole),
            entry("guide/databases.md", "databases", Whole),
            entry("guide/starter/README.md", "starter", Whole),
            entry("migrations/README.md", "migrations", Whole),
            entry("exercises/README.md", "exercises", Whole),
            entry("guide/speed.md", "speed", Whole),
            entry("guide/safety.md", "safety", Whole),
            entry("guide/upstream.md", "upstream/index", Topics(&[2])),
            entry("CONTRIBUTING.md", "contributing", Whole),
        ],
    ),
];

const fn entry(
    source: &'static str,
    address: &'static str,
    kind: Kind,
) -> Entry {
    Entry {
        source,
        address,
        kind,
    }
}

/// A file with its text, the address of its first page and the levels of the headings that begin another one.
struct Source {
    path: String,
    text: String,
    address: String,
    levels: &'static [u8],
    depth: usize,
}

/// Reads the pages of the repository at `root`. `elsewhere` gives the address of a file that is not in the book, from
/// the root of the book.
///
/// # Errors
///
/// If a file can't be read, or a link in it leads nowhere.
pub fn read(
    root: &Path,
    elsewhere: &dyn Fn(&str) -> String,
) -> Result<Vec<Part>> {
    let parts = PARTS.iter().map(|(title, entries)| {
        let sources: Result<Vec<_>> =
            entries.iter().map(|entry| of_entry(root, entry)).collect();
        Ok((*title, sources?.into_iter().flatten().collect::<Vec<_>>()))
    });
    let parts: Vec<_> = parts.collect::<Result<_>>()?;
    let mut targets = Targets::default();
    for source in parts.iter().flat_map(|(_, sources)| sources) {
        targets.add(root, source)?;
    }
    let parts = parts.iter().map(|(title, sources)| {
        let mut pages = Vec::new();
        for source in sources {
            pages.extend(split(source, &|to| {
                targets.resolve(root, source, to, elsewhere)
            })?);
        }
        for page in &mut pages {
            add_steps(root, page)?;
        }
        list_children(&mut pages);
        Ok(Part { title, pages })
    });
    parts.collect()
}

/// The file of `entry`, and those of its folder in the order in which it links them.
fn of_entry(root: &Path, entry: &Entry) -> Result<Vec<Source>> {
    let text = read_text(root, entry.source)?;
    let folder = match entry.kind {
        Whole => None,
        Lesson => entry.source.strip_suffix("/README.md"),
        Topics(_) => entry.source.strip_suffix(".md"),
    };
    let mut files =
        folder.map_or(Ok(Vec::new()), |folder| pages_in(root, folder))?;
    let place = |name: &str| {
        text.find(&format!("/{name}.md"))
            .or_else(|| text.find(&format!("({name}.md")))
    };
    files.sort_by_cached_key(|name| {
        (place(name).unwrap_or(usize::MAX), name.clone())
    });
    let levels = match entry.kind {
        Topics(levels) if files.is_empty() => levels,
        _ => &[],
    };
    let (path, address) = (entry.source.to_owned(), entry.address.to_owned());
    let mut sources = vec![Source {
        path,
        text,
        address,
        levels,
        depth: 0,
    }];
    for name in files {
        let path = format!("{}/{name}.md", folder.unwrap_or_default());
        let address = entry.address.replace("index", &name);
        sources.push(Source {
            text: read_text(root, &path)?,
            path,
            address,
            levels: &[],
            depth: 1,
        });
    }
    for source in sources
        .iter_mut()
        .filter(|source| entry.kind == Lesson && has_step(root, &source.text))
    {
        source.levels = &[2, 3];
        if source.depth > 0 {
            source.address.push_str("/index");
        }
    }
    Ok(sources)
}

/// The names of the pages in `folder`, if there is one, without their `.md`.
fn pages_in(root: &Path, folder: &str) -> Result<Vec<String>> {
    if !root.join(folder).is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for file in fs::read_dir(root.join(folder))
        .with_context(|| format!("can't read {folder}"))?
    {
        let name = file?.file_name();
        let name = name.to_str().and_then(|name| name.strip_suffix(".md"));
        names.extend(name.filter(|name| *name != "README").map(str::to_owned));
    }
    Ok(names)
}

fn has_step(root: &Path, text: &str) -> bool {
    let shown = text.lines().filter_map(|line| {
        line.strip_prefix("<!-- shown: ")?.strip_suffix(" -->")
    });
    let mut shown = shown.map(markdown::without_fold);
    shown.any(|name| step_of(root, name).is_some())
}

fn read_text(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path))
        .with_context(|| format!("can't read {path}"))
}

/// A step of a lesson, which has a snapshot.
pub struct Step {
    pub lesson: String,
    pub name: String,
    pub number: usize,
    /// How many the lesson has.
    pub of: usize,
}

/// The step that a page shows as `lesson/name`, or `None` if that is something else.
pub fn step_of(root: &Path, shown: &str) -> Option<Step> {
    let (lesson, name) = shown.split_once('/')?;
    let files = snapshots(root, &format!("tests/snapshots/{lesson}")).ok()?;
    let number =
        files.iter().position(|file| step_name(file) == Some(name))? + 1;
    Some(Step {
        lesson: lesson.to_owned(),
        name: name.to_owned(),
        number,
        of: files.len(),
    })
}

/// The snapshots of a folder in their order.
fn snapshots(root: &Path, folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root.join(folder))
        .with_context(|| format!("can't read {folder}"))?;
    let names = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_>>()?;
    names.retain(|name| name.ends_with(".snap"));
    names.sort();
    Ok(names)
}

/// `update` of `09_update.snap`.
fn step_name(file: &str) -> Option<&str> {
    file.strip_suffix(".snap")?.split_once('_').map(|(_, name)| name)
}

/// The pages of `source`: its text up to the first heading that begins a page, and then one for each.
fn split(
    source: &Source,
    link: &dyn Fn(&str) -> Result<String>,
) -> Result<Vec<Page>> {
    let blocks = markdown::blocks(&source.text, link)
        .with_context(|| format!("in {}", source.path))?;
    let mut origin = source.path.clone();
    let mut pages: Vec<(u8, Page)> = Vec::new();
    for block in blocks {
        match (block, pages.last_mut()) {
            (
                Block::Heading {
                    level,
                    id,
                    html,
                    text,
                },
                last,
            ) if last.is_none() || source.levels.contains(&level) => {
                let address = match last {
                    None => source.address.clone(),
                    Some(_) => format!("{}{id}", folder_of(&source.address)),
                };
                pages.push((
                    level,
                    Page {
                        address,
                        title: text,
                        heading: html,
                        source: source.path.clone(),
                        origin: origin.clone(),
                        depth: source.depth + usize::from(level) - 1,
                        blocks: Vec::new(),
                    },
                ));
            }
            // On GitHub a page has links to those beside it. The book writes its own.
            (Block::Paragraph { html, .. }, Some((_, page)))
                if page.blocks.is_empty() && only_links(&html) => {}
            (
                Block::Heading {
                    level: own,
                    id,
                    html,
                    text,
                },
                Some((level, page)),
            ) => {
                page.blocks.push(Block::Heading {
                    level: (own + 1 - *level).max(2),
                    id,
                    html,
                    text,
                });
            }
            (block, Some((_, page))) => page.blocks.push(block),
            (Block::Mark(mark), None) => {
                let made_from = mark
                    .strip_prefix("Made from ")
                    .and_then(|rest| rest.strip_suffix(": change it there."));
                origin = made_from.map_or(origin, str::to_owned);
            }
            (_, None) => {}
        }
    }
    Ok(pages.into_iter().map(|(_, page)| page).collect())
}

/// Whether a paragraph is links with a dot between them.
fn only_links(html: &str) -> bool {
    html.split(" · ").all(|part| {
        part.starts_with("<a ")
            && part.ends_with("</a>")
            && part.matches("<a ").count() == 1
    })
}

/// `traps/` of `traps/index`.
fn folder_of(address: &str) -> &str {
    address.rfind('/').map_or("", |at| &address[..=at])
}

/// Appends to the page of a shape the steps of its lesson or, if it has them, says where each begins and ends.
fn add_steps(root: &Path, page: &mut Page) -> Result<()> {
    let Some(shape) = page.address.strip_prefix("shapes/") else {
        return Ok(());
    };
    // The second page of a long lesson.
    let (shape, second) = match shape.strip_suffix("-read-and-change") {
        Some(shape) => (shape, true),
        None => (shape, false),
    };
    let folder = format!("shapes/snapshots/{shape}");
    if !root.join(&folder).is_dir() {
        return Ok(());
    }
    let begin = |id: &str| Block::Mark(format!("shown: {shape}/{id}"));
    let end = || Block::Mark("end".to_owned());
    if page.blocks.iter().any(
        |block| matches!(block, Block::Code { lang, .. } if lang == "rust"),
    ) {
        let steps = snapshots(root, &folder)?;
        let heading =
            |block: &&Block| matches!(block, Block::Heading { level: 2, .. });
        let shown = page.blocks.iter().filter(heading).count();
        let before = if second { steps.len() - shown } else { 0 };
        let mut names =
            steps.iter().skip(before).filter_map(|file| step_name(file));
        let mut open = false;
        for block in std::mem::take(&mut page.blocks) {
            let begins = matches!(block, Block::Heading { level: 2, .. });
            if begins && open {
                page.blocks.push(end());
            }
            page.blocks.push(block);
            if let Some(name) = if begins { names.next() } else { None } {
                open = true;
                page.blocks.push(begin(name));
                // For links to the snapshot.
                page.blocks
                    .push(Block::Other(format!("<i id=\"{name}\"></i>")));
            }
        }
        page.blocks.extend(open.then(end));
        return Ok(());
    }
    for (at, file) in snapshots(root, &folder)?.iter().enumerate() {
        let text = read_text(root, &format!("{folder}/{file}"))?;
        let text = text
            .splitn(3, "---\n")
            .nth(2)
            .with_context(|| format!("{folder}/{file} has no head"))?;
        let id = step_name(file)
            .with_context(|| format!("{folder}/{file} has no number"))?;
        let mut blocks =
            markdown::blocks(text, &|to| Ok(to.to_owned()))?.into_iter();
        let Some(Block::Heading { text, .. }) = blocks.next() else {
            bail!("{folder}/{file} has no title")
        };
        let title = format!(
            "{}. {}",
            at + 1,
            text.split_once(": ").map_or(&*text, |(_, title)| title)
        );
        page.blocks.push(Block::Heading {
            level: 2,
            html: escaped(&title),
            text: title,
            id: id.to_owned(),
        });
        page.blocks.push(begin(id));
        page.blocks.extend(blocks);
        page.blocks.push(end());
    }
    Ok(())
}

/// Gives a page that has nothing but a heading a list of the pages below it.
fn list_children(pages: &mut [Page]) {
    for at in 0..pages.len() {
        let (before, after) = pages.split_at_mut(at + 1);
        let Some(page) =
            before.last_mut().filter(|page| page.blocks.is_empty())
        else {
            continue;
        };
        let below = after.iter().take_while(|other| other.depth > page.depth);
        let item = |page: &Page| {
            let name = &page.address[folder_of(&page.address).len()..];
            format!("<li><a href=\"{name}.html\">{}</a></li>", page.heading)
        };
        let items: String = below.map(item).collect();
        page.blocks.push(Block::Other(format!("<ul>{items}</ul>")));
    }
}

/// Where the links of the Markdown lead.
#[derive(Default)]
struct Targets {
    /// By file and anchor, which is empty for the file itself.
    anchors: HashMap<(String, String), String>,
    /// By `lesson/step`.
    steps: HashMap<String, String>,
}

impl Targets {
    fn add(&mut self, root: &Path, source: &Source) -> Result<()> {
        for mut page in split(source, &|to| Ok(to.to_owned()))? {
            add_steps(root, &mut page)?;
            let path = || source.path.clone();
            let address = format!("{}.html", page.address);
            let own = markdown::Anchors::default().next(&page.title);
            self.anchors
                .entry((path(), String::new()))
                .or_insert_with(|| address.clone());
            self.anchors
                .entry((path(), own))
                .or_insert_with(|| address.clone());
            for block in &page.blocks {
                match block {
                    Block::Heading { id, .. } => {
                        self.anchors.insert(
                            (path(), id.clone()),
                            format!("{address}#{id}"),
                        );
                    }
                    Block::Mark(mark) => {
                        let shown =
                            mark.strip_prefix("shown: ").and_then(|shown| {
                                Some((shown, shown.split_once('/')?.1))
                            });
                        // A shape has several steps on a page.
                        self.steps.extend(shown.map(|(shown, step)| {
                            let place =
                                match page.address.starts_with("shapes/") {
                                    true => format!("{address}#{step}"),
                                    false => address.clone(),
                                };
                            (shown.to_owned(), place)
                        }));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The address of the link `to` in a page of `source`.
    fn resolve(
        &self,
        root: &Path,
        source: &Source,
        to: &str,
        elsewhere: &dyn Fn(&str) -> String,
    ) -> Result<String> {
        if to.contains("://") || to.starts_with("mailto:") {
            return Ok(to.to_owned());
        }
        let (file, anchor) = to.split_once('#').unwrap_or((to, ""));
        let folder = source.path.rfind('/').map_or("", |at| &source.path[..at]);
        let mut path = if file.is_empty() {
            source.path.clone()
        } else {
            joined(folder, file)
        };
        if root.join(&path).join("README.md").is_file() {
            path = joined(&path, "README.md");
        }
        let found = self.in_book(&path, anchor);
        if found.is_none()
            && (!root.join(&path).exists() || self.in_book(&path, "").is_some())
        {
            bail!("the link {to} leads nowhere");
        }
        let found = found.unwrap_or_else(|| elsewhere(&path));
        let up = if found.contains("://") {
            0
        } else {
            source.address.matches('/').count()
        };
        Ok("../".repeat(up) + &found)
    }

    /// Where a file of the repository is in the book.
    fn in_book(&self, path: &str, anchor: &str) -> Option<String> {
        let at = |path: &str, anchor: &str| {
            self.anchors.get(&(path.to_owned(), anchor.to_owned())).cloned()
        };
        if path == "shapes/snapshots/README.md" {
            return at(&format!("guide/shapes/{anchor}.md"), "")
                .or_else(|| at("guide/shapes.md", anchor));
        }
        if let Some((folder, file)) =
            path.rsplit_once('/').filter(|(_, file)| file.ends_with(".snap"))
        {
            let (step, lesson) = (step_name(file)?, folder.rsplit('/').next()?);
            return self.steps.get(&format!("{lesson}/{step}")).cloned();
        }
        at(path, anchor)
    }
}

/// `path` from `folder`, without its `.` and `..`.
pub fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
