//! `SPEED.md` shows what its programs printed, kept as it came in `car-mart/speed`. What the page
//! concludes follows from it, and the programs still print such tables.

use std::{collections::HashMap, fs, path::Path};

use crate::{
    databases::{Kind, Place, both_databases},
    pages::cells,
    programs,
};

/// The databases, as the names of the files have them.
const DATABASES: [&str; 2] = ["sqlite", "postgresql"];

/// What a program printed: `scale` or `share`, on one of [`DATABASES`].
fn recorded(program: &str, database: &str) -> String {
    kept(&format!("{program}-{database}"))
}

fn kept(name: &str) -> String {
    let file = format!("../car-mart/speed/{name}.md");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()))
}

/// The table under the heading that begins like this, as text.
fn table(text: &str, heading: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let table: Vec<_> = lines
        .skip_while(|line| !line.trim_start_matches(['#', ' ']).starts_with(heading))
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(!table.is_empty(), "no table under {heading:?}");
    table.join("\n")
}

/// A part of `SPEED.md`: the table under that heading, on each database; of the build, with the line
/// about it.
pub fn shown(heading: &str) -> String {
    if let Some(heading) = heading.strip_prefix("build: ") {
        let text = kept("build");
        let (_, rest) = text.split_once(&format!("## {heading}\n\n")).unwrap();
        return rest.split("\n\n## ").next().unwrap().trim_end().to_owned();
    }
    let tables = DATABASES.map(|database| {
        let (program, heading) = match heading {
            "share" => ("share", "SeaORM beside sqlx"),
            _ => ("scale", heading),
        };
        let text = recorded(program, database);
        let (_, name) = text.lines().next().unwrap().split_once(" on ").unwrap();
        format!("On {name}:\n\n{}", table(&text, heading))
    });
    tables.join("\n\n")
}

/// A table's rows, each cell by the name of its column.
fn rows(table: &str) -> Vec<HashMap<String, String>> {
    let mut lines = table.lines();
    let header = cells(lines.next().unwrap());
    let row = |line| header.iter().cloned().zip(cells(line)).collect();
    lines.skip(1).map(row).collect()
}

/// The number in the column of the row whose first columns are these.
fn number(table: &str, row: &[(&str, &str)], column: &str) -> f64 {
    let found = rows(table)
        .into_iter()
        .find(|found| row.iter().all(|(name, cell)| found[*name] == *cell));
    let found = found.unwrap_or_else(|| panic!("no row {row:?} in\n{table}"));
    let (number, _) = found[column]
        .split_once(' ')
        .unwrap_or((&found[column], ""));
    number.parse().unwrap()
}

/// Whoever measures again, and finds something else, has to write something else.
#[test]
fn every_conclusion_follows_from_the_figures() {
    for database in DATABASES {
        let scale = recorded("scale", database);
        assert!(scale.starts_with("# 1000000 cars on "), "{scale}");

        let lookup = table(&scale, "A lookup by car_id");
        let slower = |cars| number(&lookup, &[("cars", cars), ("index", "none")], "ratio");
        assert!(slower("7") < 1.2, "{lookup}");
        assert!(slower("1000000") > 300.0, "{lookup}");
        assert!(slower("1000000") > 5.0 * slower("100000"), "{lookup}");

        let pair = table(&scale, "Inserting");
        let two = |column| number(&pair, &[("indexes", "unique and plain")], column);
        let one = |column| number(&pair, &[("indexes", "unique")], column);
        assert!(two("ratio") > 1.0, "{pair}");
        assert!(
            (1.9..2.1).contains(&(two("index_size") / one("index_size"))),
            "{pair}"
        );

        let mart = table(&scale, "The data mart");
        let faster = |form| number(&mart, &[("form", form)], "ratio");
        assert!(faster("aggregate, then join") > 1.0, "{mart}");
        assert!(
            faster("stored: read") > 10.0 * faster("aggregate, then join"),
            "{mart}"
        );
        assert!(slower("1000000") > faster("stored: read"), "{mart}");
        assert!(
            faster("stored: refresh") < faster("stored: read") / 10.0,
            "{mart}"
        );

        let graph = table(&scale, "The graph");
        let slower = |way| number(&graph, &[("way", way)], "ratio");
        let memory = |way| number(&graph, &[("way", way)], "peak_memory");
        assert!(slower("load_many") < 1.25, "{graph}");
        assert!(slower("one join") > 1.5, "{graph}");
        assert!(slower("N+1") > 1.2, "{graph}");
        assert!(
            slower("N+1, model_id not indexed") > 4.0 * slower("N+1"),
            "{graph}"
        );
        assert!(memory("one join") > memory("entity loader"), "{graph}");
        assert!(memory("N+1") < memory("entity loader"), "{graph}");

        let routes = table(&scale, "The way of a lookup");
        for row in &rows(&routes)[..3] {
            assert!(row["ratio"].parse::<f64>().unwrap() > 1.2, "{routes}");
        }

        let share = table(&recorded("share", database), "SeaORM beside sqlx");
        let share = |work| number(&share, &[("work", work)], "ratio");
        assert!(share("no index") < 1.2 && share("joined first") < 1.2);
        assert!(share("loader") > 1.5 && share("one join") > 1.5);
        if database == "postgresql" {
            assert!(share("inside a transaction") < 1.2);
        }
    }
}

/// The headings without their numbers, the columns of each table, and the names of its rows.
fn shape(text: &str) -> Vec<String> {
    let without_digits = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let mut shape = Vec::new();
    let mut header = true;
    for line in text.lines() {
        if line.starts_with("## ") {
            shape.push(without_digits(line));
            header = true;
        } else if line.starts_with("| ") {
            let cells = cells(line);
            shape.push(if header {
                cells.join(" ")
            } else {
                without_digits(&cells[0])
            });
            header = false;
        }
    }
    // The rows whose name is a number of cars: there are as many as there are sizes.
    shape.dedup();
    shape
}

both_databases! {
    // A table that the page shows and the program no longer prints would stay for ever.
    async fn the_program_prints_the_tables_that_are_kept(kind: Kind) {
        let place = Place::new(kind).await;
        let mut scale = programs::example("scale");
        scale.args(["--cars", "1000", "--database-url", &place.url]);
        let printed = programs::run(&mut scale).good();
        let kept = match kind {
            Kind::Sqlite => recorded("scale", DATABASES[0]),
            Kind::Postgres => recorded("scale", DATABASES[1]),
        };
        assert_eq!(shape(&printed), shape(&kept));
    }
}
