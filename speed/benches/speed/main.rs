//! `cargo bench -p speed`: what SeaORM does, beside the same work in raw sqlx, and a chart of the
//! lookup. On SQLite in memory, or on `DATABASE_URL`.

use std::{
    cell::Cell, env, error::Error, fs, ops::Range, sync::Arc, time::Duration,
};

use car_mart::{
    entity::car_info,
    steps::{
        data_mart::average_prices,
        data_mart_aggregated_first::average_prices_by_model,
        data_mart_stored::{refresh, stored_prices},
        index,
    },
};
use criterion::{
    AxisScale, BenchmarkGroup, BenchmarkId, Criterion, PlotConfiguration,
    SamplingMode, measurement::WallTime,
};
use harness::database::{self, Place};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr,
    EntityTrait, TransactionTrait, sea_query::Index, sqlx,
};
use speed::{
    cars::{self, CARS_PER_STATEMENT, some_car},
    graph,
    raw::{self, Raw},
};
use tokio::runtime::{Builder, Runtime};

mod share;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
type Group<'a> = BenchmarkGroup<'a, WallTime>;

/// Where the benchmarks work.
const PLACE: Place<'_> = cars::place("bench");

/// The lookup's: seven as in the lesson, and powers of ten.
const SIZES: [u64; 5] = [7, 100, 1_000, 10_000, 100_000];

fn main() -> Outcome {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    // A connection that goes back to its pool starts a task for it.
    let _entered = runtime.enter();
    let url = env::var("DATABASE_URL").ok();
    let db = runtime.block_on(database::open(url.as_deref(), PLACE))?;
    // What an earlier run measured is not printed again.
    let _ = fs::remove_dir_all(share::folder());
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_000))
        .output_directory(&share::folder())
        .configure_from_args();

    runtime.block_on(fill(&db, 10_000))?;
    inserts(&mut criterion, &runtime, &db)?;
    routes(&mut criterion, &runtime, url.as_deref())?;
    lookup(&mut criterion, &runtime, &db)?;
    runtime.block_on(refresh(&db))?;
    data_marts(&mut criterion, &runtime, &db)?;
    graphs(&mut criterion, &runtime, &db)?;
    criterion.final_summary();
    share::print(database::name(&db))?;
    runtime.block_on(database::clear(&db, PLACE))?;
    runtime.block_on(database::close(db));
    Ok(())
}

async fn fill(db: &DatabaseConnection, cars: u64) -> Outcome {
    cars::create_tables(db, PLACE).await?;
    Ok(cars::add_cars(db, 0..cars).await?)
}

/// Cars added to 10,000, with the one index on `car_id` and with a plain one beside it.
fn inserts(
    criterion: &mut Criterion,
    runtime: &Runtime,
    db: &DatabaseConnection,
) -> Outcome {
    let numbers = 10_000..10_000 + CARS_PER_STATEMENT;
    let sql = raw::insert_sql(db.get_database_backend(), CARS_PER_STATEMENT);
    let mut group = criterion.benchmark_group("insert");
    for (indexes, plain) in [("one index", false), ("two indexes", true)] {
        let transaction = runtime.block_on(db.begin())?;
        if plain {
            let index = Index::create()
                .name("idx_car_id_plain")
                .table("car_info")
                .col("car_id")
                .take();
            runtime.block_on(transaction.execute(&index))?;
        }
        let name = format!("SeaORM, {indexes}");
        measure(&mut group, runtime, &name, CARS_PER_STATEMENT, || {
            insert(&transaction, numbers.clone())
        })?;
        runtime.block_on(transaction.rollback())?;

        let raw = runtime.block_on(Raw::take(db))?;
        runtime.block_on(raw.execute("BEGIN"))?;
        if plain {
            let sql = "CREATE INDEX idx_car_id_plain ON car_info (car_id)";
            runtime.block_on(raw.execute(sql))?;
        }
        let name = format!("sqlx, {indexes}");
        measure(&mut group, runtime, &name, CARS_PER_STATEMENT, || {
            insert_raw(&raw, &sql, numbers.clone())
        })?;
        runtime.block_on(raw.execute("ROLLBACK"))?;
    }
    group.finish();
    Ok(())
}

/// Adds the cars of these numbers, and takes them back.
async fn insert(
    db: &DatabaseTransaction,
    numbers: Range<u64>,
) -> Result<(), DbErr> {
    let work = db.begin().await?;
    car_info::Entity::insert_many(numbers.map(cars::car))
        .exec_without_returning(&work)
        .await?;
    work.rollback().await
}

async fn insert_raw(
    raw: &Raw,
    sql: &Arc<str>,
    numbers: Range<u64>,
) -> sqlx::Result<()> {
    raw.execute("SAVEPOINT work").await?;
    raw.insert(sql, numbers.map(cars::values)).await?;
    raw.execute("ROLLBACK TO SAVEPOINT work").await
}

/// The lookup among 10,000 cars through pools, and on one connection.
fn routes(
    criterion: &mut Criterion,
    runtime: &Runtime,
    url: Option<&str>,
) -> Outcome {
    let cars = 10_000;
    let tested = runtime.block_on(cars::pool(url, PLACE, cars, |_| {}))?;
    let untested =
        runtime.block_on(cars::pool(url, PLACE, cars, |options| {
            options.max_connections(1).test_before_acquire(false);
        }))?;

    let mut group = criterion.benchmark_group("route");
    find(&mut group, runtime, "SeaORM, pool as it comes", cars, &tested)?;
    let name = "SeaORM, pool of one, not tested";
    find(&mut group, runtime, name, cars, &untested)?;
    let transaction = runtime.block_on(untested.begin())?;
    let name = "SeaORM, inside a transaction";
    find(&mut group, runtime, name, cars, &transaction)?;
    runtime.block_on(transaction.rollback())?;
    let raw = runtime.block_on(Raw::take(&untested))?;
    find_raw(&mut group, runtime, "sqlx, one connection", cars, &raw)?;
    group.finish();
    Ok(())
}

/// The lookup with the index and without, all inside a transaction: the line chart of this group is
/// the picture of the index.
fn lookup(
    criterion: &mut Criterion,
    runtime: &Runtime,
    db: &DatabaseConnection,
) -> Outcome {
    let mut group = criterion.benchmark_group("lookup");
    group.plot_config(
        PlotConfiguration::default().summary_scale(AxisScale::Logarithmic),
    );
    for cars in SIZES {
        runtime.block_on(fill(db, cars))?;
        let transaction = runtime.block_on(db.begin())?;
        find(&mut group, runtime, "SeaORM, index", cars, &transaction)?;
        runtime.block_on(index::drop_index(&transaction))?;
        find(&mut group, runtime, "SeaORM, no index", cars, &transaction)?;
        runtime.block_on(transaction.rollback())?;

        let raw = runtime.block_on(Raw::take(db))?;
        runtime.block_on(raw.execute("BEGIN"))?;
        find_raw(&mut group, runtime, "sqlx, index", cars, &raw)?;
        runtime.block_on(raw.execute("DROP INDEX idx_car_id"))?;
        find_raw(&mut group, runtime, "sqlx, no index", cars, &raw)?;
        runtime.block_on(raw.execute("ROLLBACK"))?;
    }
    group.finish();
    Ok(())
}

fn find(
    group: &mut Group<'_>,
    runtime: &Runtime,
    name: &str,
    cars: u64,
    db: &impl ConnectionTrait,
) -> Outcome {
    let turn = Cell::new(0);
    measure(group, runtime, name, cars, || {
        cars::find(db, some_car(cars, turn.replace(turn.get() + 1)))
    })
}

fn find_raw(
    group: &mut Group<'_>,
    runtime: &Runtime,
    name: &str,
    cars: u64,
    raw: &Raw,
) -> Outcome {
    let turn = Cell::new(0);
    measure(group, runtime, name, cars, || {
        raw.find(some_car(cars, turn.replace(turn.get() + 1)))
    })
}

/// The three forms of the data mart.
fn data_marts(
    criterion: &mut Criterion,
    runtime: &Runtime,
    db: &DatabaseConnection,
) -> Outcome {
    let mut group = slow(criterion, "data_mart");
    let cars = SIZES[4];
    measure(&mut group, runtime, "SeaORM, joined first", cars, || {
        average_prices(db)
    })?;
    measure(&mut group, runtime, "SeaORM, aggregated first", cars, || {
        average_prices_by_model(db)
    })?;
    measure(&mut group, runtime, "SeaORM, stored", cars, || stored_prices(db))?;
    let raw = runtime.block_on(Raw::take(db))?;
    for (name, sql) in [
        ("sqlx, joined first", raw::JOINED_FIRST),
        ("sqlx, aggregated first", raw::AGGREGATED_FIRST),
        ("sqlx, stored", raw::STORED),
    ] {
        measure(&mut group, runtime, name, cars, || raw.mart(sql))?;
    }
    group.finish();
    Ok(())
}

/// The whole graph, by loader, list by list, in one join, and one by one.
fn graphs(
    criterion: &mut Criterion,
    runtime: &Runtime,
    db: &DatabaseConnection,
) -> Outcome {
    let mut group = slow(criterion, "graph");
    let cars = SIZES[4];
    measure(&mut group, runtime, "SeaORM, loader", cars, || graph::loader(db))?;
    measure(&mut group, runtime, "SeaORM, load_many", cars, || {
        graph::load_many(db)
    })?;
    measure(&mut group, runtime, "SeaORM, one join", cars, || graph::join(db))?;
    measure(&mut group, runtime, "SeaORM, N+1", cars, || {
        graph::one_by_one(db)
    })?;
    let raw = runtime.block_on(Raw::take(db))?;
    measure(&mut group, runtime, "sqlx, tables", cars, || raw.tables())?;
    measure(&mut group, runtime, "sqlx, one join", cars, || raw.join())?;
    measure(&mut group, runtime, "sqlx, N+1", cars, || raw.one_by_one())?;
    group.finish();
    Ok(())
}

/// A group whose work is done as often for each sample: the default needs 55 turns of what may take
/// half a second.
fn slow<'a>(criterion: &'a mut Criterion, name: &str) -> Group<'a> {
    let mut group = criterion.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat);
    group
}

/// Measures work, after making sure that it can be done.
fn measure<T, E, F>(
    group: &mut Group<'_>,
    runtime: &Runtime,
    name: &str,
    cars: u64,
    mut work: impl FnMut() -> F,
) -> Outcome
where
    E: Error + 'static,
    F: Future<Output = Result<T, E>>,
{
    runtime.block_on(work())?;
    group.bench_function(BenchmarkId::new(name, cars), |bencher| {
        bencher.to_async(runtime).iter(&mut work);
    });
    Ok(())
}
