//! The car mart with many cars: what an index, a stored mart, a loader and a pool cost.
//!
//! ```sh
//! cargo run --release -p car-mart --example scale -- --cars 1000000
//! ```

use std::{
    error::Error,
    io::{self, ErrorKind, IsTerminal, Write, stdout},
    process::ExitCode,
};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use lesson::{
    database_name, render,
    table::{Row, Table},
};
use migrations::{car_mart::Migrator, cli, database};
use sea_orm::DatabaseConnection;
use sea_orm_migration::MigratorTrait;

/// Cars in any number, the same on every run.
#[path = "scale/cars.rs"]
mod cars;

/// How measured figures are written.
#[path = "scale/figures.rs"]
mod figures;

/// Every brand with its models and their cars, read in four ways.
#[path = "scale/graph.rs"]
mod graph;

/// Time, memory and statements of a piece of work.
#[path = "scale/measure.rs"]
mod measure;

/// What is measured.
#[path = "scale/sections.rs"]
mod sections;

/// The name by which [`database`] knows this program: its schema on PostgreSQL is its own.
const LESSON: &str = "scale";

/// The most cars that are read as a graph: all of them are in memory at once.
const GRAPH: u64 = 100_000;

/// Fills the tables of car-mart and measures what decides the speed.
///
/// On SQLite in memory, or on the database of the URL: on PostgreSQL in a schema of its own, whose
/// tables it drops first.
#[derive(Parser)]
struct Args {
    /// How many cars.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    cars: u64,

    /// Another seed makes other cars; the same seed, the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Args = match cli::parse() {
        Ok(args) => args,
        Err(code) => return code,
    };
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<io::Error>() {
            // `| head` has read enough.
            Some(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => cli::fail(error),
        },
    }
}

async fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let url = args.database_url.as_deref();
    let mut db = database::open(url, LESSON).await?;
    let count = measure::Statements::default();
    count.count(&mut db);
    database::clear(&db, LESSON).await?;
    Migrator::up(&db, None).await?;
    cars::add_models(&db).await?;
    let version = sections::version(&db).await?;
    writeln!(
        stdout(),
        "# {} cars on {} {version}\n",
        args.cars,
        database_name(&db)
    )?;

    grow(&db, args, &count).await?;
    let (marts, rows) = sections::marts(&db).await?;
    let title = format!("The data mart: {rows} rows out of {} cars", args.cars);
    show(
        &title,
        "The ratio says how many times faster than the first.",
        &marts,
    )?;
    show(
        "The way of a lookup",
        "Each with the index. The ratio is to the last.",
        &sections::routes(url, args.seed, args.cars.min(GRAPH)).await?,
    )?;
    let cars = args.cars / 10;
    show(
        &format!("Inserting {cars} cars"),
        "Unique is the one index of the migrations; plain is a second one beside it.",
        &sections::pair(&db, args.seed, cars).await?,
    )?;
    Ok(database::clear(&db, LESSON).await?)
}

/// Adds cars up to each size and measures there what depends on the size.
async fn grow(
    db: &DatabaseConnection,
    args: &Args,
    count: &measure::Statements,
) -> Result<(), Box<dyn Error>> {
    let bar = bar(args.cars);
    let mut lookups = Vec::new();
    let mut graph = Vec::new();
    let mut there = 0;
    for size in sizes(args.cars) {
        cars::add_cars(db, args.seed, there..size, |number| {
            bar.set_position(number)
        })
        .await?;
        there = size;
        lookups.extend(sections::lookup(db, args.seed, size).await?);
        if size == args.cars.min(GRAPH) {
            graph = sections::graph(db, count).await?;
        }
    }
    bar.finish_and_clear();

    show(
        "A lookup by car_id",
        "The ratio says how many times slower than with the index.",
        &lookups,
    )?;
    let title = format!("The graph of {} cars", args.cars.min(GRAPH));
    show(
        &title,
        "Brands with their models and those with their cars. The memory is what the program \
         allocated at most, above what it had before. The ratio is to the first.",
        &graph,
    )?;
    Ok(())
}

/// Seven as in the lesson, then powers of ten, and the number of cars itself.
fn sizes(cars: u64) -> Vec<u64> {
    let powers = (3..).map(|power| 10_u64.pow(power));
    let below = powers.take_while(|size| *size < cars);
    [7].into_iter().chain(below).chain([cars]).collect()
}

/// Shows on a terminal how many cars there are; nothing elsewhere.
fn bar(cars: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} cars, {eta}");
    let bar = ProgressBar::new(cars);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn show<R: Row>(title: &str, text: &str, rows: &[R]) -> io::Result<()> {
    let table = Table::of(rows);
    let table = if stdout().is_terminal() {
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| width.0);
        render::drawn(&table, width)
    } else {
        render::markdown(&table)
    };
    writeln!(stdout(), "## {title}\n\n{text}\n\n{table}\n")
}
