//! Pages that are an index, `guide/NAME.md`, of sections in files of their own,
//! `guide/NAME/SLUG.md`. Both are made from the code.

use std::{collections::BTreeSet, fs, path::Path};

use harness::{Lesson, Step};
use testing::{
    body, file_names,
    lessons::step_body,
    pages::{
        drawn_tables,
        imports::above_the_code,
        is_fresh,
        links::{anchors, with_numbers},
        on_a_page, updates_pages,
    },
    read, root, saved,
};

use super::{imports, shape_file, traps};
use crate::compile_errors;

/// The pages that are an index, and what links say to them.
const INDEXES: [(&str, &str); 5] = [
    ("traps", "Traps"),
    ("recipes", "Recipes"),
    ("from-1x", "From 1.x"),
    ("compile-errors", "It does not compile"),
    ("shapes", "Shapes"),
];

/// A section: a page of its own, and a line of the index.
struct Section {
    /// What the index says above the first of a group.
    group: String,
    /// The file in which its words are written.
    source: String,
    heading: String,
    /// What else finds it in the index.
    also: Vec<String>,
    /// What the index says about it.
    remark: String,
    text: String,
}

impl Section {
    /// The name of its file: the anchor that its heading would have in the index.
    fn file(&self) -> String {
        let anchor = anchors(&format!("# {}", self.heading)).remove(0);
        format!("{anchor}.md")
    }
}

/// A `mod` line: a comment above it begins a group of the index, and one behind it
/// is what the index says about it.
pub struct Module {
    group: String,
    pub name: String,
    remark: String,
}

/// The `mod` lines of a folder, in their order.
pub fn modules(folder: &str) -> Vec<Module> {
    let text = read(format!("guide/{folder}/mod.rs"));
    let (mut group, mut modules) = (String::new(), Vec::new());
    for line in text.lines() {
        let module = line.strip_prefix("pub ").unwrap_or(line);
        let module = module.strip_prefix("mod ");
        if let Some(title) = line.strip_prefix("// ") {
            title.clone_into(&mut group);
        } else if let Some((name, remark)) =
            module.and_then(|module| module.split_once(';'))
        {
            modules.push(Module {
                group: group.clone(),
                name: name.to_owned(),
                remark: remark.trim_start_matches(" // ").to_owned(),
            });
        }
    }
    modules
}

/// The sections of a page, in reading order.
fn sections(page: &str) -> Vec<Section> {
    match page {
        "traps" => traps::FOLDERS.into_iter().flat_map(trap_sections).collect(),
        "recipes" => modules("recipes")
            .into_iter()
            .map(|module| step_or_words("recipes", "recipes", module))
            .collect(),
        "from-1x" => ["from_1x", "from_1x/rejected", "from_1x/only_new"]
            .into_iter()
            .flat_map(|folder| {
                let modules = modules(folder).into_iter();
                modules.map(|module| step_or_words("from-1x", folder, module))
            })
            .collect(),
        "compile-errors" => {
            modules("compile_errors").into_iter().map(compile_error).collect()
        }
        "shapes" => shapes::LESSONS.iter().flat_map(shape).collect(),
        _ => panic!("{page} is no index"),
    }
}

fn trap_sections(folder: &str) -> Vec<Section> {
    let section = |module: Module| {
        let text = body(traps::SNAPSHOTS, &module.name);
        let (heading, text) = text.split_once("\n\n").expect("a heading");
        let heading = heading.trim_start_matches(['#', ' ']).to_owned();
        let also = traps::also(text).split(", ");
        let also = also.filter(|message| !message.is_empty());
        let also = also.map(str::to_owned).collect();
        let file = format!("{folder}/{}.rs", module.name);
        let source = format!("guide/traps/{file}");
        let text = imports::folded(text, &source);
        let text = format!("{text}\n\n[The test]({file})");
        Section {
            also,
            ..section(module, source, heading, text)
        }
    };
    let modules = modules(&format!("traps/{folder}")).into_iter();
    modules.map(section).collect()
}

/// A section that is a step, with its snapshot; or, without a snapshot, the words
/// at the head of a file.
fn step_or_words(page: &str, folder: &str, module: Module) -> Section {
    let name = &module.name;
    let source = format!("guide/{folder}/{name}.rs");
    let (heading, words) = words(&source);
    let mut text = with_files(&words);
    if let Some(snapshot) = saved(&format!("guide/snapshots/{page}"), name) {
        text = on_a_page(&snapshot);
        if page == "recipes" {
            text = imports::folded(&text, &source);
        }
    }
    let code = read(&source);
    if code.lines().any(|line| !line.starts_with("//!")) {
        text += &format!("\n\n[The whole file](../{folder}/{name}.rs)");
    }
    section(module, source, heading, text)
}

fn compile_error(module: Module) -> Section {
    let source = format!("guide/compile_errors/{}/mod.rs", module.name);
    let (heading, text) = words(&source);
    let shown = compile_errors::shown(&module.name);
    let text = format!("{}\n\n{shown}", with_files(&text));
    section(module, source, heading, text)
}

fn section(
    module: Module,
    source: String,
    heading: String,
    text: String,
) -> Section {
    let Module { group, remark, .. } = module;
    Section {
        group,
        source,
        heading,
        also: Vec::new(),
        remark,
        text,
    }
}

/// The most lines of a page.
pub const LONGEST: usize = 700;

/// The lesson of a shape: its tables and all its steps. If that is too long for a page, what comes after
/// the last row is created is on another one.
fn shape(lesson: &Lesson) -> Vec<Section> {
    let Lesson {
        name, about, steps, ..
    } = *lesson;
    let source = shape_file(name);
    let group = match source.split('/').nth(2) {
        Some("one_to_many") => "One-to-many, many-to-one:",
        Some("one_to_one") => "One-to-one:",
        _ => "Many-to-many:",
    };
    let section = |heading: String, remark: &str, text: String| Section {
        group: group.to_owned(),
        source: source.clone(),
        heading,
        also: Vec::new(),
        remark: remark.to_owned(),
        text,
    };
    let head = format!(
        "{about} To run it: `cargo run -p shapes -- {name}`. \
         [The whole file](../../{source})\n\n{}",
        drawn_tables(name, "../../shapes/")
    );
    let whole = format!("{head}\n\n{}", with_contents(name, steps));
    // Its heading, its links and the line that says where it is made.
    if whole.lines().count() + 6 <= LONGEST {
        return vec![section(name.to_owned(), about, whole)];
    }
    let creates = |step: &Step| step.name().starts_with("create");
    let last = steps.iter().rposition(creates).expect("it creates rows");
    let (first, rest) = steps.split_at(last + 1);
    let first = format!("{head}\n\n{}", with_contents(name, first));
    let rest = format!(
        "The tables and the rows are those of [{name}]({name}.md).\n\n{}",
        with_contents(name, rest)
    );
    let heading = format!("{name}: read and change");
    vec![
        section(name.to_owned(), about, first),
        section(heading, "", rest),
    ]
}

/// Steps of a shape below links to them.
fn with_contents(lesson: &str, steps: &[Step]) -> String {
    let (mut contents, mut text) = (Vec::new(), String::new());
    for step in steps {
        let (title, _) = step.words();
        let heading = format!("## {title}");
        let anchor = anchors(&heading).remove(0);
        contents.push(format!("[{title}](#{anchor})"));
        let step = on_a_page(&step_body(lesson, step.name()));
        let step = above_the_code(&step);
        text += &format!("\n\n{heading}\n\n{step}");
    }
    format!("Steps: {}{text}", contents.join(" · "))
}

/// Words in which `<!-- shown: file PATH -->` stands for that file.
fn with_files(words: &str) -> String {
    let shown = |line: &str| {
        let name = line.strip_prefix("<!-- shown: ")?.strip_suffix(" -->")?;
        Some(super::shown(name))
    };
    let lines = words
        .lines()
        .map(|line| shown(line).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The heading and the words at the head of a file.
fn words(file: &str) -> (String, String) {
    let text = read(file);
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let text = lines.collect::<Vec<_>>().join("\n");
    let (heading, words) = text.split_once("\n\n").expect("a heading");
    let heading = heading.strip_prefix("# ").expect("a heading");
    (heading.to_owned(), words.to_owned())
}

/// The list of a page's sections: every heading, and what else finds it.
pub fn index(page: &str) -> String {
    let (mut text, mut above) = (String::new(), String::new());
    for section in sections(page) {
        let Section {
            group,
            heading,
            also,
            remark,
            ..
        } = &section;
        if *group != above {
            text += &format!("\n{group}\n\n");
            group.clone_into(&mut above);
        }
        let file = section.file();
        let remark = match &**remark {
            "" => String::new(),
            remark => format!(": {remark}"),
        };
        text += &format!("- [{heading}]({page}/{file}){remark}\n");
        for message in also {
            text += &format!("- [{message}]({page}/{file})\n");
        }
    }
    text.trim().to_owned()
}

/// The files of a page's sections: name and text.
fn files(page: &str, title: &str) -> Vec<(String, String)> {
    let sections = sections(page);
    let link = |place: Option<usize>, before: &str, after: &str| {
        let section = sections.get(place?)?;
        let (heading, file) = (&section.heading, section.file());
        Some(format!("[{before}{heading}{after}]({file})"))
    };
    let file = |(place, section): (usize, &Section)| {
        let navigation = [
            link(place.checked_sub(1), "‹ ", ""),
            Some(format!("[{title}](../{page}.md)")),
            link(Some(place + 1), "", " ›"),
        ];
        let navigation = navigation.into_iter().flatten().collect::<Vec<_>>();
        let navigation = navigation.join(" · ");
        let Section {
            source,
            heading,
            text,
            ..
        } = section;
        let text = format!(
            "<!-- Made from {source}: change it there. -->\n\n# {heading}\n\n{navigation}\n\n{text}\n"
        );
        let file = section.file();
        let path = root().join(format!("guide/{page}/{file}"));
        (file, with_numbers(&path, &text))
    };
    sections.iter().enumerate().map(file).collect()
}

/// Whether a page is a section, whose file is made whole.
pub fn is_section(page: &Path) -> bool {
    let folder =
        page.parent().and_then(|folder| folder.strip_prefix(root()).ok());
    let is_of = |(index, _): &(&str, &str)| {
        folder == Some(&Path::new("guide").join(index))
    };
    INDEXES.iter().any(is_of)
}

fn every_section_has_its_file_and_no_file_is_left_over() {
    for (page, title) in INDEXES {
        let folder = format!("guide/{page}");
        let mut names = BTreeSet::new();
        for (name, text) in files(page, title) {
            is_fresh(&format!("{folder}/{name}"), &text);
            assert!(names.insert(name.clone()), "{folder}/{name} twice");
        }
        let found = file_names(&folder).into_iter();
        let left =
            found.filter(|name| name.ends_with(".md") && !names.contains(name));
        for name in left {
            let file = format!("{folder}/{name}");
            assert!(updates_pages(), "{file} is of no section: delete it");
            fs::remove_file(root().join(file)).unwrap();
        }
    }
}

/// A file that no `mod` line has would be on no page, and a snapshot that no step
/// writes would go on telling what used to be true.
fn every_recipe_and_form_is_listed_and_every_snapshot_is_of_one() {
    for (page, folders) in [
        ("recipes", &["recipes"] as &[_]),
        ("from-1x", &["from_1x", "from_1x/rejected", "from_1x/only_new"]),
    ] {
        let mut steps = BTreeSet::new();
        for folder in folders {
            let modules = modules(folder).into_iter();
            let listed = modules.map(|module| format!("{}.rs", module.name));
            let mut listed: BTreeSet<_> = listed.collect();
            let step = |file: &&String| {
                read(format!("guide/{folder}/{file}")).contains("fn step(")
            };
            let snapshot = |file: &String| file.replace(".rs", ".snap");
            steps.extend(listed.iter().filter(step).map(snapshot));
            listed.insert("mod.rs".to_owned());
            let mut found = file_names(format!("guide/{folder}"));
            found.retain(|name| name.ends_with(".rs"));
            assert_eq!(found, listed, "left: files, right: mod lines");
        }
        assert_eq!(file_names(format!("guide/snapshots/{page}")), steps);
    }
}

testing::tests![
    every_section_has_its_file_and_no_file_is_left_over,
    every_recipe_and_form_is_listed_and_every_snapshot_is_of_one,
];
