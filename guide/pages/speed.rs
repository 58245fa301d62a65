//! Tables of measured figures, as the programs in `speed` printed them.

use testing::read;

/// The table under the heading that begins like `heading`, on each database. Of
/// the build, everything under the heading.
pub fn shown(heading: &str) -> String {
    if let Some(heading) = heading.strip_prefix("build: ") {
        let text = printed("build");
        let (_, rest) = text
            .split_once(&format!("## {heading}\n\n"))
            .expect("a heading");
        return rest
            .split("\n\n## ")
            .next()
            .unwrap_or(rest)
            .trim_end()
            .to_owned();
    }
    let tables = ["sqlite", "postgresql"].map(|database| {
        let (program, heading) = match heading {
            "share" => ("share", "SeaORM beside sqlx"),
            _ => ("scale", heading),
        };
        let text = printed(&format!("{program}-{database}"));
        let (_, name) = text
            .lines()
            .next()
            .unwrap()
            .split_once(" on ")
            .expect("a database");
        format!("On {name}:\n\n{}", table(&text, heading))
    });
    tables.join("\n\n")
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
