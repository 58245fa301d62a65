//! The scale program: what an index, a stored mart, a loader and a pool cost.

use std::{
    io::{Write, stderr},
    process::ExitCode,
};

use clap::{CommandFactory, Parser};
use harness::{
    cli::{Database, block_on, fail, parse, print},
    database,
    render::markdown,
    table::{Row, Table},
};
use sea_orm::DatabaseConnection;

use crate::{
    compare::{self, Sides},
    sections::{self, GRAPH, PLACE},
};

/// Fills the tables of car-mart and measures what decides how fast they are.
///
/// On SQLite in memory, or on the database of the URL: on PostgreSQL in a schema of its own, whose
/// tables it drops first and at the end.
#[derive(Parser)]
struct Args {
    /// How many cars.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    cars: u64,

    #[command(flatten)]
    database: Database,

    /// Measure SeaORM beside sqlx instead, and on PostgreSQL beside SQLAlchemy, on at most 100,000
    /// cars.
    #[arg(long)]
    compare: bool,

    /// How often each comparison is repeated.
    #[arg(long, default_value_t = 25, requires = "compare", value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
}

/// The command line, to check a command without running it.
pub fn command() -> clap::Command {
    Args::command()
}

/// Reads the arguments, measures and prints. Returns the exit code.
pub fn main() -> ExitCode {
    match parse() {
        Ok(args) => block_on(async {
            run(&args).await.err().unwrap_or(ExitCode::SUCCESS)
        }),
        Err(code) => code,
    }
}

async fn run(args: &Args) -> Result<(), ExitCode> {
    let (count, url) = (args.cars, args.database.url.as_deref());
    let place = if args.compare { compare::PLACE } else { PLACE };
    let mut db = database::open(url, place).await.map_err(fail)?;
    let measured = match args.compare {
        true => compare(&db, url, count.min(GRAPH), args.rounds).await,
        false => measure(&mut db, url, count).await,
    };
    database::close(db).await;
    measured
}

async fn measure(
    db: &mut DatabaseConnection,
    url: Option<&str>,
    count: u64,
) -> Result<(), ExitCode> {
    let version = sections::version(db).await.map_err(fail)?;
    let name = database::name(db);
    print(&format!("# {count} cars on {name} {version}\n\n"))?;

    heading(
        "A lookup by car_id",
        "The ratio says how many times slower than with the index.",
    )?;
    let (lookups, graph) = sections::grow(db, count).await.map_err(fail)?;
    table(lookups)?;
    heading(
        &format!("The graph of {} cars", count.min(GRAPH)),
        "Every brand with its models and their cars. The memory is the most that the program \
         allocated, above what it had before. The ratio is to the first.",
    )?;
    table(graph)?;

    let (rows, marts) = sections::marts(db).await.map_err(fail)?;
    heading(
        &format!("The data mart: {rows} rows out of {count} cars"),
        "The ratio says how many times faster than the first.",
    )?;
    table(marts)?;

    heading(
        "A lookup through a pool",
        "Each with the index. The ratio is to the last.",
    )?;
    table(sections::routes(url, count).await.map_err(fail)?)?;

    heading(
        &format!("Inserting {} cars", count / 10),
        "Unique is the one index of the migrations; plain is a second one beside it.",
    )?;
    table(sections::inserts(db, count / 10).await.map_err(fail)?)?;
    database::clear(db, PLACE).await.map_err(fail)
}

async fn compare(
    db: &DatabaseConnection,
    url: Option<&str>,
    count: u64,
    rounds: u64,
) -> Result<(), ExitCode> {
    let version = sections::version(db).await.map_err(fail)?;
    let name = database::name(db);
    print(&format!(
        "# SeaORM beside sqlx and SQLAlchemy: {count} cars on {name} {version}\n\n"
    ))?;
    let mut sides = Sides::start(url, db, count).await.map_err(fail)?;
    print(&format!("Measured with: {}.\n\n", sides.versions()))?;

    heading(
        "The graph, faster",
        &format!(
            "Medians of {rounds} rounds. The ratio is to the first. The memory is the most that the \
             program allocated."
        ),
    )?;
    table(sides.faster(rounds).await.map_err(fail)?)?;
    // SQLite's database is in the memory of this process.
    if name == "PostgreSQL" {
        if !sides.with_python() {
            let note = "SQLAlchemy isn't measured: `python3 python/run.py` makes its environment";
            // Not among the tables, and not `eprintln!`, which panics when nobody reads it.
            let _ = writeln!(stderr(), "{note}");
        }
        heading(
            "The same work",
            &format!(
                "Medians of {rounds} rounds. After sqlx, each begins with its ratio to sqlx."
            ),
        )?;
        let (lines, scatter) = sides.compare(rounds).await.map_err(fail)?;
        table(lines)?;
        print(&format!(
            "In half of the rounds, each ratio was within {scatter} of its median.\n\n"
        ))?;
    }
    drop(sides);
    database::clear(db, compare::PLACE).await.map_err(fail)
}

/// Printed before the work, so that a reader sees what takes the time.
fn heading(title: &str, text: &str) -> Result<(), ExitCode> {
    print(&format!("## {title}\n\n{text}\n\n"))
}

fn table<R: Row>(rows: impl IntoIterator<Item = R>) -> Result<(), ExitCode> {
    print(&format!("{}\n\n", markdown(&Table::of(rows))))
}
