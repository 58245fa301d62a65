//! The `use` lines of the code that a section shows, folded: with them it can be pasted.

use std::collections::{BTreeMap, BTreeSet};

use harness::{Lesson, Step};
use syn::{Ident, Item, Type};
use testing::{
    folder,
    lessons::step_body,
    pages::{
        imports::{self, above_the_code, imports, without_comments},
        on_a_page,
    },
    read, saved,
};

use super::{modules, traps};
use crate::compile_errors::{is_the_version, libraries, messages};

/// Sections that call a function of their file which they don't show: a clock, a made-up UUID, a row
/// that is not yet inserted, a place where two programs wait for each other.
const NOT_WHOLE: [&str; 5] = [
    "/uuid_keys.rs",
    "/created_and_updated_at.rs",
    "/going_on_after_an_error_says_current_transaction_is_aborted.rs",
    "/a_row_survives_the_rollback.rs",
    "/locking_rows_in_two_orders_says_deadlock_detected.rs",
];

/// The section with the `use` lines of the code that it shows above the first code of `file`.
pub fn folded(section: &str, file: &str) -> String {
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
            _ if inside => code += &format!("{line}\n"),
            _ => {}
        }
    }
    without_comments(&code)
}

/// The `use` lines that `code`, a part of `file`, needs.
fn lines(code: &str, file: &str) -> String {
    let mut lines = imports::lines(code, code, file);
    if code.contains("#[sea_orm::model]") {
        lines += "\n// In the module of an entity:\nuse sea_orm::entity::prelude::*;\n";
    }
    lines
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
    let words: BTreeSet<_> =
        code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
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

/// Steps that show a hook apart from its entity, or a migration without its `impl`, call a private
/// function, or show a constant beside each function that names it.
const NOT_WHOLE_STEPS: [&str; 8] = [
    "many-to-many-association/hooks",
    "many-to-many-association/schema",
    "late-parent/before",
    "late-parent/down_and_up",
    "patient-doctor/create",
    "patient-doctor/refused",
    "country-capital/create",
    "library-book/create",
];

/// The modules that a reader gets who pastes what a step shows, each file into a file of its own.
fn pasted(lesson: &Lesson, step: &Step) -> String {
    let name = lesson.name;
    let text = above_the_code(&on_a_page(&step_body(name, step.name())));
    let mut files = BTreeMap::<&str, String>::new();
    for block in text.split("```rust\n// ").skip(1) {
        let (path, rest) = block.split_once('\n').unwrap();
        let (code, _) = rest.split_once("\n```").unwrap();
        // A function of a migration is part of an `impl`.
        if !code.contains("&self, manager: &SchemaManager") {
            *files.entry(path).or_default() += &format!("{code}\n");
        }
    }
    let mut modules = String::new();
    for (path, code) in files {
        let (_, file) = path.trim_end_matches(".rs").rsplit_once('/').unwrap();
        modules += &format!("pub mod {file} {{ use super::*;\n{code}}}\n");
        match path.split_once("/src/entity/") {
            // The other entities are beside it.
            Some((lesson, _)) => {
                let lesson = lesson.replace('-', "_");
                modules += &format!("use {lesson}::entity::*;\n");
            }
            None => modules += &format!("pub use {file}::*;\n"),
        }
    }
    let name = format!("{name}_{}", step.name()).replace('-', "_");
    format!("mod {name} {{\n{modules}}}\n")
}

/// Only `.ci/run` runs it: it needs the compiler.
fn the_code_of_each_step_compiles_with_its_use_lines() {
    is_the_version();
    let lessons = [
        car_mart::LESSONS,
        one_to_one::LESSONS,
        many_to_many_secondary::LESSONS,
        many_to_many_association::LESSONS,
        shapes::LESSONS,
    ];
    let mut program = "fn main() {}\n".to_owned();
    for lesson in lessons.concat() {
        let whole = |step: &&Step| {
            let name = format!("{}/{}", lesson.name, step.name());
            !NOT_WHOLE_STEPS.contains(&&*name)
        };
        let steps = lesson.steps.iter().filter(whole);
        program += &steps.map(|step| pasted(&lesson, step)).collect::<String>();
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
    ignored:
        the_code_of_each_section_compiles_with_its_use_lines,
        the_code_of_each_step_compiles_with_its_use_lines
];
