//! The `use` lines of the code that a section shows, folded: with them it can be pasted.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Ident, Item, Type, UseTree};
use testing::{folder, read, saved};

use super::{modules, traps};
use crate::{
    compile_errors::{is_the_version, libraries, messages},
    uses,
};

/// Sections that call a function of their file which they don't show: a clock, a made-up UUID, a row
/// that is not yet inserted.
const NOT_WHOLE: [&str; 4] = [
    "/uuid_keys.rs",
    "/created_and_updated_at.rs",
    "/going_on_after_an_error_says_current_transaction_is_aborted.rs",
    "/a_row_survives_the_rollback.rs",
];

/// A path without its name, and the name under which the file has it.
type Import = (Vec<String>, String);

/// The section with the `use` lines of the code that it shows above the first code of `file`.
pub fn above_the_code(section: &str, file: &str) -> String {
    let lines = lines(&code(section), file);
    let Some((words, rest)) = section.split_once("```rust\n") else {
        return section.to_owned();
    };
    format!(
        "{words}<details><summary><code>use</code> lines</summary>\n\n```rust\n{lines}```\n\n\
         </details>\n\n```rust\n{rest}"
    )
}

/// The Rust code of a section, changes included, without its comments.
fn code(section: &str) -> String {
    let mut code = String::new();
    let mut inside = false;
    for line in section.lines() {
        match line {
            "```rust" | "```diff" => inside = true,
            "```" => inside = false,
            _ if inside => {
                let (line, _) = line.split_once("//").unwrap_or((line, ""));
                code += &format!("{line}\n");
            }
            _ => {}
        }
    }
    code
}

/// The `use` lines that `code`, a part of `file`, needs.
pub fn lines(code: &str, file: &str) -> String {
    let words: BTreeSet<_> = code
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let calls = |name: &str| {
        let calls = [
            format!(".{name}("),
            format!("::{name}("),
            format!(".{name}::<"),
        ];
        calls.iter().any(|call| code.contains(call))
    };
    let methods = uses::methods();
    let needed = |(path, name): &Import| {
        let name = name.rsplit(' ').next().unwrap_or(name);
        let ours = ["harness", "testing", "crate", "super"];
        let called = match (name, methods.get(name)) {
            // Too many methods to list.
            ("ExprTrait", _) => true,
            ("ColumnTrait", _) if code.contains("Column::") => true,
            ("EntityTrait", _) if code.contains("Entity::") => true,
            ("LoaderTrait", _) if code.contains(".load_") => true,
            ("ModelTrait", _) if code.contains(".find_") => true,
            ("TransactionSession", _) => code.contains(".commit("),
            (_, Some(methods)) => methods.iter().any(|method| calls(method)),
            (name, None) => name.ends_with("Trait") || name.ends_with("Ext"),
        };
        !ours.contains(&&*path[0]) && (called || words.contains(name))
    };
    let paths = imports(file).into_iter().filter(needed);
    let paths =
        paths.map(|(path, name)| path.into_iter().chain([name]).collect());
    let lines = grouped(paths.collect()).into_iter();
    let text: String = lines.map(|tree| format!("use {tree};\n")).collect();
    let mut text = prettyplease::unparse(&syn::parse_file(&text).unwrap());
    if code.contains("#[sea_orm::model]") {
        text += "\n// In the module of an entity:\nuse sea_orm::entity::prelude::*;\n";
    }
    text
}

/// What the `use` lines of a file bring in.
fn imports(file: &str) -> Vec<Import> {
    let text = syn::parse_file(&read(file)).unwrap();
    let mut imports = Vec::new();
    for item in &text.items {
        if let Item::Use(item) = item {
            flatten(&item.tree, &mut Vec::new(), &mut imports);
        }
    }
    imports
}

/// Paths that begin alike in one pair of braces.
fn grouped(paths: Vec<Vec<String>>) -> Vec<String> {
    let mut groups = BTreeMap::<String, Vec<Vec<String>>>::new();
    for mut path in paths {
        let rest = path.split_off(1);
        groups.entry(path.remove(0)).or_default().push(rest);
    }
    let grouped = groups.into_iter().map(|(first, rests)| {
        let (names, rests): (Vec<_>, Vec<_>) =
            rests.into_iter().partition(Vec::is_empty);
        let itself = names
            .first()
            .filter(|_| !rests.is_empty())
            .map(|_| "self".to_owned());
        let inner: Vec<_> = itself.into_iter().chain(grouped(rests)).collect();
        match &*inner {
            [] => first,
            [one] => format!("{first}::{one}"),
            several => format!("{first}::{{{}}}", several.join(", ")),
        }
    });
    grouped.collect()
}

/// Each name that a `use` brings in, with its path.
fn flatten(tree: &UseTree, path: &mut Vec<String>, imports: &mut Vec<Import>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, imports);
            path.pop();
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, path, imports);
            }
        }
        UseTree::Name(name) if name.ident == "self" => {
            let name = path.pop().unwrap();
            imports.push((path.clone(), name.clone()));
            path.push(name);
        }
        UseTree::Name(name) => {
            imports.push((path.clone(), name.ident.to_string()))
        }
        UseTree::Rename(name) => {
            let renamed = format!("{} as {}", name.ident, name.rename);
            imports.push((path.clone(), renamed));
        }
        UseTree::Glob(_) => panic!("a name of its own for each import"),
    }
}

/// The sections with code of their own: each with its snapshot and its file.
fn sections() -> Vec<(String, String)> {
    let recipes = modules("recipes").into_iter();
    // Some are only words.
    let recipes = recipes.filter_map(|module| {
        let section = saved("guide/snapshots/recipes", &module.name)?;
        Some((section, format!("guide/recipes/{}.rs", module.name)))
    });
    recipes.chain(traps::sections_and_files()).collect()
}

/// A module with the `use` lines of a section, the functions that it shows, and the types and
/// modules that these name.
fn module(name: &str, section: &str, file: &str) -> String {
    let code = code(section);
    let mut text = syn::parse_file(&read(file)).unwrap();
    text.attrs.clear();
    let words: BTreeSet<_> = code
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let named = |name: &Ident| words.contains(&*name.to_string());
    text.items.retain(|item| match item {
        Item::Fn(item) => code.contains(&format!("fn {}", item.sig.ident)),
        Item::Struct(item) => named(&item.ident),
        Item::Enum(item) => named(&item.ident),
        Item::Type(item) => named(&item.ident),
        Item::Const(item) => named(&item.ident),
        Item::Trait(item) => named(&item.ident),
        Item::Impl(item) => match &*item.self_ty {
            Type::Path(path) => {
                path.path.segments.iter().all(|part| named(&part.ident))
            }
            _ => false,
        },
        item => matches!(item, Item::Mod(_)),
    });
    let lines = lines(&code, file);
    let lines = lines.split("\n// In the module").next().unwrap_or_default();
    let items = prettyplease::unparse(&text);
    // Some traps share their entities.
    let shared = imports(file).into_iter().filter_map(|(path, name)| {
        let path = path.into_iter().chain([name]);
        let path: Vec<_> = path.skip_while(|part| part != "library").collect();
        (!path.is_empty()).then(|| format!("use crate::{};\n", path.join("::")))
    });
    let shared: String = shared.collect();
    format!("mod {name} {{\n{lines}{shared}\n{items}}}\n")
}

/// Only `.ci/run` runs it: it needs the compiler.
fn the_code_of_each_section_compiles_with_its_use_lines() {
    is_the_version();
    let library = read("guide/traps/library.rs");
    let mut program = format!("fn main() {{}}\nmod library {{\n{library}}}\n");
    // A trap doesn't show the migrations that it runs.
    let shown = |(_, file): &(_, String)| {
        !read(file).contains("impl MigrationTrait")
            && !NOT_WHOLE.iter().any(|name| file.ends_with(name))
    };
    for (section, file) in sections().into_iter().filter(shown) {
        let (_, name) = file.trim_end_matches(".rs").rsplit_once('/').unwrap();
        program += &module(name, &section, &file);
    }
    let folder = folder();
    let said = messages(&program, &libraries(), folder.path());
    assert!(said.is_empty(), "{said}");
}

fn only_the_use_lines_of_the_code_that_is_shown_are_left() {
    let code = "car_info::Entity::find().select_only()";
    assert_eq!(
        lines(code, "guide/recipes/one_column.rs"),
        "use car_mart::entity::car_info;\nuse sea_orm::{EntityTrait, QuerySelect};\n"
    );
}

testing::tests![
    only_the_use_lines_of_the_code_that_is_shown_are_left;
    ignored: the_code_of_each_section_compiles_with_its_use_lines
];
