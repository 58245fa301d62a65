//! SeaORM's time over that of sqlx for the same work, from what criterion has just measured.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use harness::{columns, render, table::Table};
use serde_json::Value;
use speed::figures::{ratio, text};

/// The pairs: group, what SeaORM does, the same work in sqlx, number of cars.
const PAIRS: &[(&str, &str, &str, u64)] = &[
    ("lookup", "index", "index", 100_000),
    ("lookup", "no index", "no index", 100_000),
    ("data_mart", "joined first", "joined first", 100_000),
    ("data_mart", "aggregated first", "aggregated first", 100_000),
    ("data_mart", "stored", "stored", 100_000),
    ("graph", "loader", "tables", 100_000),
    ("graph", "load_many", "tables", 100_000),
    ("graph", "one join", "one join", 100_000),
    ("graph", "N+1", "N+1", 100_000),
    ("insert", "one index", "one index", 8_000),
    ("insert", "two indexes", "two indexes", 8_000),
    ("route", "pool as it comes", "one connection", 10_000),
    ("route", "pool of one, not tested", "one connection", 10_000),
    ("route", "inside a transaction", "one connection", 10_000),
];

/// The same work in SeaORM and in sqlx.
struct Share {
    group: &'static str,
    work: &'static str,
    cars: u64,
    seaorm: String,
    sqlx: String,
    ratio: String,
}

columns!(Share: group, work, cars, seaorm, sqlx, ratio);

/// Where criterion writes: `target/criterion`, as it does by itself.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../criterion")
}

/// Prints a line for each pair that was measured.
pub fn print(database: &str) -> Result<(), Box<dyn Error>> {
    let mut shares = Vec::new();
    for &(group, work, same, cars) in PAIRS {
        // Not there if the command named other groups.
        if !folder().join(group).exists() {
            continue;
        }
        let seaorm = median(group, &format!("SeaORM, {work}"), cars)?;
        let sqlx = median(group, &format!("sqlx, {same}"), cars)?;
        shares.push(Share {
            group,
            work,
            cars,
            seaorm: text(seaorm),
            sqlx: text(sqlx),
            ratio: ratio(seaorm, sqlx),
        });
    }
    let table = render::markdown(&Table::of(shares));
    println!("# SeaORM beside sqlx on {database}\n\n{table}");
    Ok(())
}

fn median(
    group: &str,
    name: &str,
    cars: u64,
) -> Result<Duration, Box<dyn Error>> {
    let file = format!("{group}/{name}/{cars}/new/estimates.json");
    let estimates: Value =
        serde_json::from_slice(&fs::read(folder().join(file))?)?;
    let nanoseconds = estimates["median"]["point_estimate"].as_f64();
    Ok(Duration::from_secs_f64(nanoseconds.ok_or("no median")? / 1e9))
}
