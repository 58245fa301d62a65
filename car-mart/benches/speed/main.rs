//! `cargo bench -p car-mart`: what SeaORM does, over growing tables, each beside the same work in
//! raw sqlx. On SQLite in memory, or on `DATABASE_URL`.

use std::{
    cell::Cell,
    env,
    error::Error,
    ops::Range,
    time::{Duration, SystemTime},
};

use car_mart::{crud, data_mart, entity::car_info};
use criterion::{
    AxisScale, BenchmarkGroup, BenchmarkId, Criterion, PlotConfiguration, SamplingMode,
    measurement::WallTime,
};
use migrations::{car_mart::Migrator, database};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, TransactionTrait,
    sea_query::Index,
};
use sea_orm_migration::MigratorTrait;
use tokio::runtime::{Builder, Runtime};

/// Cars in any number, and further pools.
#[path = "../../examples/scale/cars.rs"]
mod cars;
/// How measured figures are written.
#[path = "../../examples/scale/figures.rs"]
mod figures;
/// The graph, read in four ways.
#[path = "../../examples/scale/graph.rs"]
mod graph;
/// The same work without SeaORM.
mod raw;
/// SeaORM's time over sqlx's.
mod share;

use cars::some_car;
use graph::Way;
use raw::Raw;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Seven as in the lesson, and powers of ten.
const SIZES: [u64; 5] = [7, 100, 1_000, 10_000, 100_000];

/// The cars are the same on every run.
const SEED: u64 = 1;

/// The table of one size, in a database or a schema of its own.
struct Mart {
    cars: u64,
    lesson: String,
    db: DatabaseConnection,
}

fn main() -> Outcome {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    // A connection that goes back to its pool starts a task for it.
    let _entered = runtime.enter();
    let url = env::var("DATABASE_URL").ok();
    let mut marts = Vec::new();
    for cars in SIZES {
        marts.push(runtime.block_on(Mart::fill(url.as_deref(), cars))?);
    }

    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_000))
        .output_directory(&share::folder())
        .configure_from_args();
    let begin = SystemTime::now();
    lookup(&mut criterion, &runtime, &marts)?;
    data_marts(&mut criterion, &runtime, &marts)?;
    graphs(&mut criterion, &runtime, &marts)?;
    inserts(&mut criterion, &runtime, &marts[3])?;
    routes(&mut criterion, &runtime, url.as_deref())?;
    criterion.final_summary();
    share::print(&marts[0].db, begin)?;

    for mart in &marts {
        runtime.block_on(database::clear(&mart.db, &mart.lesson))?;
    }
    Ok(())
}

impl Mart {
    async fn fill(url: Option<&str>, cars: u64) -> Outcome<Self> {
        let lesson = format!("bench-{cars}");
        let db = database::open(url, &lesson).await?;
        database::clear(&db, &lesson).await?;
        Migrator::up(&db, None).await?;
        cars::add_models(&db).await?;
        cars::add_cars(&db, SEED, 0..cars, |_| {}).await?;
        data_mart::refresh(&db).await?;
        Ok(Self { cars, lesson, db })
    }
}

/// The lookup with the index and without, all inside a transaction: the line chart of this group
/// is the picture of the index.
fn lookup(criterion: &mut Criterion, runtime: &Runtime, marts: &[Mart]) -> Outcome {
    let mut group = criterion.benchmark_group("lookup");
    group.plot_config(PlotConfiguration::default().summary_scale(AxisScale::Logarithmic));
    for Mart { cars, db, .. } in marts {
        let transaction = runtime.block_on(db.begin())?;
        find(&mut group, runtime, "SeaORM, index", *cars, &transaction)?;
        let drop_index = Index::drop()
            .name("idx_car_id")
            .table("car_info")
            .to_owned();
        runtime.block_on(transaction.execute(&drop_index))?;
        find(&mut group, runtime, "SeaORM, no index", *cars, &transaction)?;
        runtime.block_on(transaction.rollback())?;

        let raw = runtime.block_on(Raw::take(db))?;
        runtime.block_on(raw.execute("BEGIN"))?;
        find_raw(&mut group, runtime, "sqlx, index", *cars, &raw)?;
        runtime.block_on(raw.execute("DROP INDEX idx_car_id"))?;
        find_raw(&mut group, runtime, "sqlx, no index", *cars, &raw)?;
        runtime.block_on(raw.execute("ROLLBACK"))?;
    }
    group.finish();
    Ok(())
}

fn find(
    group: &mut BenchmarkGroup<'_, WallTime>,
    runtime: &Runtime,
    name: &str,
    cars: u64,
    db: &impl ConnectionTrait,
) -> Outcome {
    let turn = Cell::new(0);
    measure(group, runtime, name, cars, || {
        let car_id = some_car(SEED, cars, turn.replace(turn.get() + 1));
        async move { crud::find(db, &car_id).await }
    })
}

fn find_raw(
    group: &mut BenchmarkGroup<'_, WallTime>,
    runtime: &Runtime,
    name: &str,
    cars: u64,
    raw: &Raw,
) -> Outcome {
    let turn = Cell::new(0);
    measure(group, runtime, name, cars, || {
        let car_id = some_car(SEED, cars, turn.replace(turn.get() + 1));
        async move { raw.find(&car_id).await }
    })
}

/// The three forms of the data mart.
fn data_marts(criterion: &mut Criterion, runtime: &Runtime, marts: &[Mart]) -> Outcome {
    let mut group = criterion.benchmark_group("data_mart");
    // As often for each sample: the default needs 55 turns of what may take half a second.
    group.sampling_mode(SamplingMode::Flat);
    group.plot_config(PlotConfiguration::default().summary_scale(AxisScale::Logarithmic));
    for Mart { cars, db, .. } in &marts[2..] {
        measure(&mut group, runtime, "SeaORM, joined first", *cars, || {
            data_mart::data_mart(db)
        })?;
        measure(
            &mut group,
            runtime,
            "SeaORM, aggregated first",
            *cars,
            || data_mart::data_mart_by_model(db),
        )?;
        measure(&mut group, runtime, "SeaORM, stored", *cars, || {
            data_mart::stored(db)
        })?;
        let raw = runtime.block_on(Raw::take(db))?;
        measure(&mut group, runtime, "sqlx, joined first", *cars, || {
            raw.mart(raw::JOINED_FIRST)
        })?;
        measure(&mut group, runtime, "sqlx, aggregated first", *cars, || {
            raw.mart(raw::AGGREGATED_FIRST)
        })?;
        measure(&mut group, runtime, "sqlx, stored", *cars, || {
            raw.mart(raw::STORED)
        })?;
    }
    group.finish();
    Ok(())
}

/// The whole graph, by loader, list by list, in one join, and one by one.
fn graphs(criterion: &mut Criterion, runtime: &Runtime, marts: &[Mart]) -> Outcome {
    let mut group = criterion.benchmark_group("graph");
    // As often for each sample: the default needs 55 turns of what may take half a second.
    group.sampling_mode(SamplingMode::Flat);
    group.plot_config(PlotConfiguration::default().summary_scale(AxisScale::Logarithmic));
    for Mart { cars, db, .. } in &marts[2..] {
        let ways = [
            ("SeaORM, loader", Way::Loader),
            ("SeaORM, load_many", Way::LoadMany),
            ("SeaORM, one join", Way::Join),
            ("SeaORM, N+1", Way::OneByOne),
        ];
        for (name, way) in ways {
            measure(&mut group, runtime, name, *cars, || graph::read(db, way))?;
        }
        let raw = runtime.block_on(Raw::take(db))?;
        measure(
            &mut group,
            runtime,
            "sqlx, a statement a table",
            *cars,
            || raw.tables(),
        )?;
        measure(&mut group, runtime, "sqlx, one join", *cars, || raw.join())?;
        measure(&mut group, runtime, "sqlx, N+1", *cars, || raw.one_by_one())?;
    }
    group.finish();
    Ok(())
}

/// Cars added to a table, with the one index on `car_id` and with a plain one beside it.
fn inserts(criterion: &mut Criterion, runtime: &Runtime, mart: &Mart) -> Outcome {
    let mut group = criterion.benchmark_group("insert");
    group.plot_config(PlotConfiguration::default().summary_scale(AxisScale::Logarithmic));
    let plain = Index::create()
        .name("idx_car_id_plain")
        .table("car_info")
        .col("car_id")
        .to_owned();
    for (indexes, plain) in [("one index", None), ("two indexes", Some(plain))] {
        for cars in [100, 1_000, cars::CARS_A_STATEMENT] {
            let numbers = mart.cars..mart.cars + cars;
            let transaction = runtime.block_on(mart.db.begin())?;
            if let Some(plain) = &plain {
                runtime.block_on(transaction.execute(plain))?;
            }
            let name = format!("SeaORM, {indexes}");
            measure(&mut group, runtime, &name, cars, || {
                insert(&transaction, numbers.clone())
            })?;
            runtime.block_on(transaction.rollback())?;

            let raw = runtime.block_on(Raw::take(&mart.db))?;
            runtime.block_on(raw.execute("BEGIN"))?;
            if plain.is_some() {
                let sql = "CREATE INDEX idx_car_id_plain ON car_info (car_id)";
                runtime.block_on(raw.execute(sql))?;
            }
            let sql = raw::insert_sql(mart.db.get_database_backend(), cars);
            let name = format!("sqlx, {indexes}");
            measure(&mut group, runtime, &name, cars, || {
                raw.insert(
                    &sql,
                    numbers.clone().map(|number| cars::values(SEED, number)),
                )
            })?;
            runtime.block_on(raw.execute("ROLLBACK"))?;
        }
    }
    group.finish();
    Ok(())
}

/// Adds the cars of these numbers, and takes them back.
async fn insert(db: &DatabaseTransaction, numbers: Range<u64>) -> Result<(), DbErr> {
    let work = db.begin().await?;
    car_info::Entity::insert_many(numbers.map(|number| cars::car(SEED, number)))
        .exec_without_returning(&work)
        .await?;
    work.rollback().await
}

/// The lookup among 10,000 cars through pools, and on one connection.
fn routes(criterion: &mut Criterion, runtime: &Runtime, url: Option<&str>) -> Outcome {
    let cars = 10_000;
    let lesson = format!("bench-{cars}");
    let tested = runtime.block_on(cars::pool(url, &lesson, SEED, cars, |_| {}))?;
    let untested = runtime.block_on(cars::pool(url, &lesson, SEED, cars, |options| {
        options.max_connections(1).test_before_acquire(false);
    }))?;

    let mut group = criterion.benchmark_group("route");
    find(
        &mut group,
        runtime,
        "SeaORM, pool as it comes",
        cars,
        &tested,
    )?;
    find(
        &mut group,
        runtime,
        "SeaORM, pool of one, not tested",
        cars,
        &untested,
    )?;
    let transaction: DatabaseTransaction = runtime.block_on(untested.begin())?;
    find(
        &mut group,
        runtime,
        "SeaORM, inside a transaction",
        cars,
        &transaction,
    )?;
    runtime.block_on(transaction.rollback())?;
    let raw = runtime.block_on(Raw::take(&untested))?;
    find_raw(&mut group, runtime, "sqlx, one connection", cars, &raw)?;
    group.finish();
    Ok(())
}

/// Measures work, after making sure that it can be done.
fn measure<T, E, F>(
    group: &mut BenchmarkGroup<'_, WallTime>,
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
