//! Recipes, and forms of SeaORM 1.x.

use std::collections::BTreeSet;

use testing::{
    body, file_names,
    pages::{BEGIN, on_a_page},
    read, root,
};

/// What a form of 1.x did. Its code isn't a program of its own, so it must not
/// look like a documentation test, which the rest of the page is.
pub fn form(name: &str) -> String {
    on_a_page(&body("guide/snapshots/from-1x", name))
        .replace("```rust\n", "```rs\n")
}

/// The names of the files in a folder that have that ending.
pub fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    let names = file_names(folder);
    names
        .into_iter()
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .filter(|name| name != "mod")
        .collect()
}

/// A recipe has a file, a snapshot and a section, whose heading is its title
/// and is in the list at the top.
fn every_recipe_has_a_section() {
    for (block, code, snapshots, page) in [
        (
            "recipe",
            "guide/recipes",
            "guide/snapshots/recipes",
            "guide/recipes.md",
        ),
        (
            "from-1x",
            "guide/from_1x",
            "guide/snapshots/from-1x",
            "guide/from-1x.md",
        ),
    ] {
        let recipes = names(code, ".rs");
        assert_eq!(names(snapshots, ".snap"), recipes);
        let page = read(page);
        for name in recipes {
            let file = root().join(snapshots).join(format!("{name}.snap"));
            let snapshot = insta::Snapshot::from_file(&file).unwrap();
            let title = snapshot.metadata().description().unwrap();
            let section = format!("# {title}\n\n{BEGIN}{block} {name} -->");
            assert!(page.contains(&section), "{section:?} is missing");
            assert!(
                page.contains(&format!("- [{title}](#")),
                "{title} is not listed"
            );
        }
    }
}

testing::tests![every_recipe_has_a_section,];
