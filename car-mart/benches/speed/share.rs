//! SeaORM's time over that of sqlx for the same work, from what criterion has just measured.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use lesson::{columns, database_name, render, table::Table};
use sea_orm::DatabaseConnection;
use serde_json::Value;

use crate::figures::{ratio, text};

/// Each group's pairs: what SeaORM does, and the same work in sqlx.
const PAIRS: &[(&str, &str, &str)] = &[
    ("lookup", "index", "index"),
    ("lookup", "no index", "no index"),
    ("data_mart", "joined first", "joined first"),
    ("data_mart", "aggregated first", "aggregated first"),
    ("data_mart", "stored", "stored"),
    ("graph", "loader", "a statement a table"),
    ("graph", "load_many", "a statement a table"),
    ("graph", "one join", "one join"),
    ("graph", "N+1", "N+1"),
    ("insert", "one index", "one index"),
    ("insert", "two indexes", "two indexes"),
    ("route", "pool as it comes", "one connection"),
    ("route", "pool of one, not tested", "one connection"),
    ("route", "inside a transaction", "one connection"),
];

/// The same work in SeaORM and in sqlx.
struct Share {
    group: &'static str,
    work: &'static str,
    cars: String,
    seaorm: String,
    sqlx: String,
    ratio: String,
}

columns!(Share: group, work, cars, seaorm, sqlx, ratio);

/// Where criterion writes: `target/criterion`, as it does by itself.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../criterion")
}

/// Prints a line for each pair that was measured since `begin`, at its largest number of cars.
pub fn print(db: &DatabaseConnection, begin: SystemTime) -> Result<(), Box<dyn Error>> {
    let mut shares = Vec::new();
    for &(group, work, same) in PAIRS {
        let seaorm = folder().join(group).join(format!("SeaORM, {work}"));
        let sqlx = folder().join(group).join(format!("sqlx, {same}"));
        let Some(cars) = largest(&seaorm, begin) else {
            continue;
        };
        let seaorm = median(&seaorm.join(&cars))?;
        let sqlx = median(&sqlx.join(&cars))?;
        shares.push(Share {
            group,
            work,
            cars,
            seaorm: text(seaorm),
            sqlx: text(sqlx),
            ratio: ratio(seaorm, sqlx),
        });
    }
    if !shares.is_empty() {
        let table = render::markdown(&Table::of(&shares));
        println!("# SeaORM beside sqlx on {}\n\n{table}", database_name(db));
    }
    Ok(())
}

/// The largest number of cars for which there is an estimate made since `begin`.
fn largest(folder: &Path, begin: SystemTime) -> Option<String> {
    let sizes = fs::read_dir(folder).ok()?.filter_map(|entry| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let changed = fs::metadata(estimates(&folder.join(&name)))
            .ok()?
            .modified();
        (changed.ok()? >= begin).then_some(name)
    });
    // `report` is not a number.
    sizes.max_by_key(|size| size.parse::<u64>().ok())
}

fn estimates(folder: &Path) -> PathBuf {
    folder.join("new/estimates.json")
}

fn median(folder: &Path) -> Result<Duration, Box<dyn Error>> {
    let estimates: Value = serde_json::from_slice(&fs::read(estimates(folder))?)?;
    let nanoseconds = estimates["median"]["point_estimate"].as_f64();
    Ok(Duration::from_secs_f64(
        nanoseconds.ok_or("no median")? / 1e9,
    ))
}
