//! The `use` lines of the code that a page shows: with them it can be pasted.
//!
//! They are made when a page is written and are in no snapshot: no database has a say in them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use textwrap::Options;

use crate::read;

/// Each has exactly the `use` that it needs. A documentation test compiles them.
pub const CALLS: &str = "guide/uses/calls.rs";

/// A call of `guide/uses/calls.rs`.
pub struct Call {
    /// Its module.
    pub name: String,
    /// The lines of the module, from 1.
    pub lines: Range<usize>,
    /// What the module imports, without `sea_orm::`; `None` if the call needs nothing.
    pub import: Option<String>,
    /// The call itself.
    pub code: String,
}

/// A path without its name, and the name under which the file has it.
type Import = (Vec<String>, String);

/// The calls, in their order.
pub fn calls() -> Vec<Call> {
    let text = read(CALLS);
    let lines: Vec<_> = text.lines().collect();
    let mut calls = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let name = line.strip_prefix("mod ");
        let Some(name) = name.and_then(|name| name.strip_suffix(" {")) else {
            continue;
        };
        let ends = |line: &&str| *line == "}";
        let end = number + lines[number..].iter().position(ends).unwrap();
        let module = lines[number..end].join("\n");
        let Some((_, code)) = module.split_once("let _ =") else {
            continue;
        };
        let (code, _) = code.split_once(';').expect("the call ends");
        let code = code.replace("super::", "").replace("sea_orm::", "");
        let code: Vec<_> = code.split_whitespace().collect();
        let import = module.split_once("    use sea_orm::");
        let import = import.and_then(|(_, rest)| rest.split_once(';'));
        calls.push(Call {
            name: name.to_owned(),
            lines: number + 1..end + 1,
            import: import.map(|(import, _)| import.to_owned()),
            code: code.join(" ").replace("( ", "(").replace(", )", ")"),
        });
    }
    calls
}

/// The names of the methods that each trait of SeaORM brings into scope.
static METHODS: LazyLock<BTreeMap<String, BTreeSet<String>>> =
    LazyLock::new(methods);

fn methods() -> BTreeMap<String, BTreeSet<String>> {
    let mut methods = BTreeMap::<String, BTreeSet<String>>::new();
    for Call { import, code, .. } in calls() {
        // Where the last call begins its arguments.
        let mut open = 0;
        let place = code.char_indices().rev().find(|(_, c)| {
            open += i32::from(*c == ')') - i32::from(*c == '(');
            *c == '(' && open == 0
        });
        let name = place
            .and_then(|(place, _)| code[..place].rsplit(['.', ':']).next());
        if let (Some(import), Some(name)) = (import, name) {
            methods.entry(import).or_default().insert(name.to_owned());
        }
    }
    methods
}

/// The text of a step, with the `use` lines of all its code of a file above the first code of that file.
pub fn above_the_code(text: &str) -> String {
    let mut parts = text.split("```rust\n// ");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    let blocks: Vec<_> = parts
        .map(|part| {
            let (path, rest) = part.split_once('\n').expect("a path, and code");
            let (code, rest) = rest.split_once("\n```").expect("a block ends");
            (path, with_entities(code, path), rest)
        })
        .collect();
    let all: String =
        blocks.iter().map(|(_, code, _)| format!("{code}\n")).collect();
    let mut seen = BTreeSet::new();
    for (path, code, rest) in &blocks {
        shown += &format!("```rust\n// {path}\n");
        if seen.insert(path) {
            let same = blocks.iter().filter(|(file, ..)| file == path);
            let same: String =
                same.map(|(_, code, _)| format!("{code}\n")).collect();
            let lines = lines(&without_comments(&same), &all, path);
            let gap = if lines.is_empty() { "" } else { "\n" };
            shown += &format!("{lines}{gap}");
        }
        shown += &format!("{code}\n```{rest}");
    }
    shown
}

/// The `impl` that each entity needs, and that no step shows.
const BEHAVIOR: &str = "impl ActiveModelBehavior for ActiveModel {}";

/// Code with what belongs to its entities: an entity that the file has in a module is in that module,
/// with its `use` lines.
fn with_entities(code: &str, path: &str) -> String {
    let file = read(path);
    if code.contains("#[sea_orm::model]")
        && file.contains(&format!("\n{BEHAVIOR}"))
    {
        return format!("{code}\n\n{BEHAVIOR}");
    }
    let mut text = code.to_owned();
    for (head, inner) in modules(&file) {
        let (uses, items) = inner.split_once("\n\n").unwrap_or(("", &inner));
        let items: Vec<_> = items.split("\n\n").collect();
        let entity = |item: &&&str| item.contains("#[sea_orm::model]");
        let Some(first) =
            items.iter().filter(entity).find(|item| text.contains(**item))
        else {
            continue;
        };
        let start = text.find(first).expect("it is shown");
        let mut end = start + first.len();
        // What follows in both.
        let rest = items.iter().skip_while(|item| *item != first).skip(1);
        for item in rest {
            let item = format!("\n\n{item}");
            if text[end..].starts_with(&item) {
                end += item.len();
            }
        }
        let mut body = format!("{uses}\n\n{}", &text[start..end]);
        if items.contains(&BEHAVIOR) {
            body += &format!("\n\n{BEHAVIOR}");
        }
        let lines = body.lines().map(|line| format!("    {line}"));
        let lines: Vec<_> =
            lines.map(|line| line.trim_end().to_owned()).collect();
        text.replace_range(
            start..end,
            &format!("{head}\n{}\n}}", lines.join("\n")),
        );
    }
    text
}

/// The modules of a file: the line that begins each, and what is in it, at the left margin.
fn modules(file: &str) -> Vec<(&str, String)> {
    let begins = |line: &&str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.starts_with("mod ") && line.ends_with('{')
    };
    let mut modules = Vec::new();
    let mut lines = file.lines();
    while let Some(head) = lines.by_ref().find(begins) {
        let inner = lines.by_ref().take_while(|line| *line != "}");
        let inner = inner.map(|line| line.strip_prefix("    ").unwrap_or(line));
        modules.push((head, inner.collect::<Vec<_>>().join("\n")));
    }
    modules
}

/// Code without its comments.
pub fn without_comments(code: &str) -> String {
    let lines = code.lines();
    let lines =
        lines.map(|line| line.split_once("//").map_or(line, |(line, _)| line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The `use` lines that `code`, a part of `file`, needs where `shown` is pasted too. What it names of its
/// own crate is under the name of that crate, unless that is a crate of tests.
pub fn lines(code: &str, shown: &str, file: &str) -> String {
    let calls = |name: &str| {
        let calls = [
            format!(".{name}("),
            format!("::{name}("),
            format!(".{name}::<"),
        ];
        calls.iter().any(|call| code.contains(call))
    };
    let own = module_of(file);
    let declared = |name: &str| {
        let kinds = ["fn", "struct", "enum", "type", "const", "mod"];
        let items = kinds.map(|kind| format!("{kind} {name}"));
        items.iter().any(|item| places(shown, item).next().is_some())
    };
    // A field, a method or a variable may have the name of a module or a function.
    let named = |name: &str| match name.starts_with(char::is_lowercase) {
        true => places(code, name).any(|(before, after)| {
            !before.ends_with('.')
                && (after.starts_with(['(', '!'])
                    || after.starts_with("::")
                    || before.ends_with('(') && after.starts_with(')'))
        }),
        false => places(code, name).next().is_some(),
    };
    let needed = |(path, name): &Import| {
        let name = name.rsplit(' ').next().unwrap_or(name);
        let ours = ["harness", "testing", "crate", "super"];
        let called = match (name, METHODS.get(name)) {
            ("*", _) if path[0] == "sea_orm_migration" => {
                let words = ["Migrat", "SchemaManager", "CreateStatement"];
                words.iter().any(|word| code.contains(word))
            }
            ("*", _) => true,
            // Too many methods to list.
            ("ExprTrait", _) => ["COLUMN", "Column::", "Expr"]
                .iter()
                .any(|word| code.contains(word)),
            ("ColumnTrait", _) if code.contains("Column::") => true,
            ("EntityTrait", _)
                if code.split("Entity::").skip(1).any(of_the_trait) =>
            {
                true
            }
            ("LoaderTrait", _) if code.contains(".load_") => true,
            ("MigratorTrait", _) => code.contains("Migrator::"),
            ("ModelTrait", _) if code.contains(".find_linked") => true,
            ("QuerySelect", _) if code.contains(".join_as(") => true,
            ("TransactionSession", _) => code.contains(".commit("),
            (_, Some(methods)) => methods.iter().any(|method| calls(method)),
            (name, None) => {
                name.ends_with("Trait")
                    || name.ends_with("Ext")
                    || calls(&snake_case(name))
            }
        };
        // A recipe's entity may declare a type that its functions name.
        let pasted =
            own.as_ref().is_some_and(|own| own[0] == path[0]) && declared(name);
        !ours.contains(&&*path[0]) && !pasted && (called || named(name))
    };
    let paths = imports(file).into_iter().filter(needed);
    let paths =
        paths.map(|(path, name)| path.into_iter().chain([name]).collect());
    let lines = grouped(paths.collect()).into_iter();
    lines.map(|tree| wrapped(&tree)).collect()
}

/// Whether a call, the text behind `Entity::`, isn't one that the macros give the entity itself.
fn of_the_trait(call: &str) -> bool {
    let (name, _) = call.split_once('(').unwrap_or((call, ""));
    let own = ["load", "REVERSE", "find_by_", "filter_by_", "delete_by_"];
    name.ends_with("_by_id") || !own.iter().any(|own| name.starts_with(own))
}

/// `try_into_model` for `TryIntoModel`: the method of such a trait.
fn snake_case(name: &str) -> String {
    let mut method = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !method.is_empty() {
            method.push('_');
        }
        method.extend(c.to_lowercase());
    }
    method
}

/// What is before and after each place of a name in `code`.
fn places<'a>(
    code: &'a str,
    name: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let places = code.match_indices(name);
    let places = places
        .map(move |(place, _)| (&code[..place], &code[place + name.len()..]));
    places.filter(move |(before, after)| {
        !before.ends_with(in_word) && !after.starts_with(in_word)
    })
}

/// A `use` line, as rustfmt breaks it. Braces in braces are lines of their own.
fn wrapped(tree: &str) -> String {
    if tree.matches('{').count() > 1 {
        let (before, names) = tree.split_once("::{").expect("several names");
        let names = split(names.strip_suffix('}').expect("a bracket"));
        let (inner, own): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| name.contains('{'));
        let own = match &*own {
            [] => None,
            [one] => Some(format!("{before}::{one}")),
            several => Some(format!("{before}::{{{}}}", several.join(", "))),
        };
        let inner = inner.into_iter().map(|name| format!("{before}::{name}"));
        let mut trees: Vec<_> = own.into_iter().chain(inner).collect();
        trees.sort();
        return trees.iter().map(|tree| wrapped(tree)).collect();
    }
    let line = format!("use {tree};\n");
    if line.chars().count() <= 81 {
        return line;
    }
    let (before, names) = tree.split_once("::{").expect("several names");
    let names = names.strip_suffix('}').expect("a bracket");
    let inner =
        Options::new(80).initial_indent("    ").subsequent_indent("    ");
    let names = textwrap::fill(&format!("{names},"), inner);
    format!("use {before}::{{\n{names}\n}};\n")
}

/// Names between commas, each of which may have others in braces.
fn split(names: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = names.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What a file brings in or, if it is a lesson's, declares.
pub fn imports(file: &str) -> Vec<Import> {
    let text = read(file);
    let mut imports = Vec::new();
    for (place, _) in text
        .match_indices("\nuse ")
        .chain(text.starts_with("use ").then_some((0, "")))
    {
        let line = text[place..].trim_start().trim_start_matches("use ");
        let (tree, _) = line.split_once(';').expect("it ends");
        let tree: String =
            tree.split_whitespace().collect::<Vec<_>>().join(" ");
        flatten(&tree, &[], &mut imports);
    }
    let Some(module) = module_of(file) else {
        return imports;
    };
    for (path, _) in &mut imports {
        let up = match &*path[0] {
            "crate" => 1,
            "super" => module.len() - 1,
            _ => continue,
        };
        path.splice(..1, module[..up].iter().cloned());
    }
    for line in text.lines() {
        let item = line.strip_prefix("pub ").unwrap_or_default();
        let item = item.strip_prefix("async ").unwrap_or(item);
        let item = item.strip_prefix("const ").unwrap_or(item);
        let mut words = item.split([' ', '(', '<', ';', ':']);
        let kind = words.next().unwrap_or_default();
        if ["fn", "struct", "enum", "type", "mod"].contains(&kind)
            && let Some(name) = words.next()
        {
            imports.push((module.clone(), name.to_owned()));
        }
    }
    imports
}

/// The path of a file of a lesson, its crate first.
fn module_of(file: &str) -> Option<Vec<String>> {
    let (name, path) = file.strip_suffix(".rs")?.split_once("/src/")?;
    let parts = [name].into_iter().chain(path.split('/'));
    Some(parts.map(|part| part.replace('-', "_")).collect())
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
fn flatten(tree: &str, path: &[String], imports: &mut Vec<Import>) {
    let tree = tree.trim();
    if let Some(inner) = tree.strip_prefix('{') {
        let inner = inner.strip_suffix('}').expect("a bracket");
        for part in split(inner) {
            flatten(part, path, imports);
        }
    } else if let Some((first, rest)) = tree.split_once("::") {
        let path: Vec<_> =
            path.iter().cloned().chain([first.to_owned()]).collect();
        flatten(rest, &path, imports);
    } else if let ("self", [path @ .., name]) = (tree, path) {
        imports.push((path.to_vec(), name.clone()));
    } else {
        imports.push((path.to_vec(), tree.to_owned()));
    }
}
