//! Tables of measured figures, as the programs in `speed` printed them.

use harness::Source;
use testing::{fits, read};

/// The table under the heading that begins like `heading`, on each database. Of
/// the build, everything under the heading. Of `code ITEM…`, the items.
pub fn shown(heading: &str) -> String {
    match heading.split_once(' ') {
        Some(("build:", heading)) => return build(heading),
        Some(("code", items)) => return code(items),
        _ => {}
    }
    let (program, heading, databases): (_, _, &[_]) = match heading {
        "share" => ("share", "SeaORM beside sqlx", &["sqlite", "postgresql"]),
        "The graph, faster" => ("compare", heading, &["sqlite", "postgresql"]),
        // With SQLAlchemy.
        "The same work" | "measured" => ("compare", heading, &["postgresql"]),
        _ => ("scale", heading, &["sqlite", "postgresql"]),
    };
    let tables = databases.iter().map(|database| {
        let text = printed(&format!("{program}-{database}"));
        if heading == "measured" {
            return measured(&text);
        }
        let (_, name) = text
            .lines()
            .next()
            .unwrap()
            .split_once(" on ")
            .expect("a database");
        format!("On {name}:\n\n{}", table(&text, heading))
    });
    tables.collect::<Vec<_>>().join("\n\n")
}

/// What it was measured with, and how far the ratios scattered.
fn measured(text: &str) -> String {
    let lines = text.lines().filter(|line| {
        line.starts_with("Measured with") || line.starts_with("In half")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn build(heading: &str) -> String {
    let text = printed("build");
    let (_, rest) =
        text.split_once(&format!("## {heading}\n\n")).expect("a heading");
    let end = rest.find("\n\n## ").unwrap_or(rest.len());
    rest[..end].trim_end().to_owned()
}

/// Items of the file that was measured.
fn code(items: &str) -> String {
    let source = Source {
        beside: "speed/src/faster.rs",
        file: "",
        text: read("speed/src/faster.rs").leak(),
    };
    let items = items.split(' ').map(|item| {
        let code = source.cut(item).unwrap_or_else(|| panic!("no {item}"));
        fits(&code, true);
        code.text
    });
    let text = items.collect::<Vec<_>>().join("\n\n");
    format!("```rust\n// {}\n{text}\n```", source.path())
}

fn printed(name: &str) -> String {
    read(format!("speed/printed/{name}.md"))
}

fn table(text: &str, heading: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let table: Vec<_> = lines
        .skip_while(|line| {
            !line.trim_start_matches(['#', ' ']).starts_with(heading)
        })
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(!table.is_empty(), "no table under {heading:?}");
    table.join("\n")
}
