//! What is measured: one function per table.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use car_mart::steps::{
    data_mart::average_prices,
    data_mart_aggregated_first::average_prices_by_model,
    data_mart_stored::{refresh, stored_prices},
    index,
};
use harness::{
    columns,
    database::{OpenError, Place},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    Statement, TransactionTrait, TryGetable, sea_query::Index,
};

use crate::{
    cars::{self, add_cars, create_tables, find, pool, some_car},
    figures::{ratio, text},
    graph,
    measure::{Times, megabytes, peak},
};

/// Where the program works.
pub const PLACE: Place<'_> = cars::place("scale");

/// The most cars that are read as a graph: all of them are in memory at once.
pub const GRAPH: u64 = 100_000;

/// How often things are compared, one after the other in each round: what disturbs the machine for
/// a while then disturbs all of them.
const ROUNDS: u64 = 5;

/// The database's version.
pub async fn version(db: &DatabaseConnection) -> Result<String, DbErr> {
    match db.get_database_backend() {
        // Without what the packager adds: 17.5 (Debian 17.5-1).
        DbBackend::Postgres => {
            value(
                db,
                "SELECT split_part(current_setting('server_version'), ' ', 1) AS value",
            )
            .await
        }
        _ => value(db, "SELECT sqlite_version() AS value").await,
    }
}

/// The one value that `sql` gives.
async fn value<T: TryGetable>(
    db: &DatabaseConnection,
    sql: &str,
) -> Result<T, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?
        .try_get("", "value")
}

/// A lookup of one car among so many.
pub struct Lookup {
    cars: u64,
    index: &'static str,
    plan: String,
    time: String,
    ratio: String,
}

columns!(Lookup: cars, index, plan, time, ratio);

/// Adds cars up to each size and looks some up, and reads the graph on the way.
pub async fn grow(
    db: &mut DatabaseConnection,
    cars: u64,
) -> Result<(Vec<Lookup>, Vec<Graph>), OpenError> {
    create_tables(db, PLACE).await?;
    let mut lookups = Vec::new();
    let mut graph = Vec::new();
    let mut there = 0;
    // Seven as in the lesson, then powers of ten, and the number of cars itself.
    let powers = (3..).map(|power| 10_u64.pow(power));
    let powers = powers.take_while(|size| *size < cars);
    for size in [7].into_iter().chain(powers).chain([cars]) {
        add_cars(db, there..size).await?;
        there = size;
        lookups.extend(lookup(db, size).await?);
        if size == cars.min(GRAPH) {
            graph = self::graph(db).await?;
        }
    }
    Ok((lookups, graph))
}

/// Looks up cars with `idx_car_id`, then without it, inside a transaction that is rolled back.
async fn lookup(
    db: &DatabaseConnection,
    cars: u64,
) -> Result<[Lookup; 2], DbErr> {
    let transaction = db.begin().await?;
    let with = lookups(&transaction, cars, 500).await?;
    let plan = scan(&transaction, "idx_car_id", cars).await?;
    index::drop_index(&transaction).await?;
    let without = lookups(&transaction, cars, 25).await?;
    let no_plan = scan(&transaction, "none", cars).await?;
    transaction.rollback().await?;

    let line = |index, plan, time| Lookup {
        cars,
        index,
        plan,
        time: text(time),
        ratio: ratio(time, with),
    };
    Ok([
        line("idx_car_id", plan, with),
        line("none", no_plan, without),
    ])
}

async fn lookups(
    db: &DatabaseTransaction,
    cars: u64,
    turns: u64,
) -> Result<Duration, DbErr> {
    // At first the statement is not prepared yet.
    for turn in turns..turns + 10 {
        find(db, some_car(cars, turn)).await?;
    }
    let mut times = Times::default();
    for turn in 0..turns {
        times.of(find(db, some_car(cars, turn))).await?;
    }
    Ok(times.median())
}

/// How the database finds one car: the line of the plan that names the table.
async fn scan(
    db: &DatabaseTransaction,
    index: &'static str,
    cars: u64,
) -> Result<String, DbErr> {
    let plan = index::plan(db, index, &format!("{index} {cars}")).await?;
    let mut lines = plan.words.lines();
    let line = lines.find(|line| line.contains("car_info"));
    let line = line.unwrap_or_default();
    Ok(line.trim_start_matches([' ', '-', '>']).to_owned())
}

/// One way to read the whole graph.
pub struct Graph {
    way: &'static str,
    statements: u64,
    time: String,
    ratio: String,
    peak_memory: String,
}

columns!(Graph: way, statements, time, ratio, peak_memory);

/// The times of one way, and the statements and the memory of its last time.
#[derive(Default)]
struct Reading {
    times: Times,
    statements: u64,
    peak: usize,
}

impl Reading {
    async fn of<T>(
        &mut self,
        work: impl Future<Output = Result<T, DbErr>>,
        sent: &AtomicU64,
    ) -> Result<(), DbErr> {
        sent.store(0, Ordering::Relaxed);
        self.peak = self.times.of(peak(work)).await?;
        self.statements = sent.load(Ordering::Relaxed);
        Ok(())
    }
}

/// Reads the graph in every way, [`ROUNDS`] times in turn.
async fn graph(db: &mut DatabaseConnection) -> Result<Vec<Graph>, DbErr> {
    let sent = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&sent);
    db.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });

    let mut readings: [Reading; 5] = Default::default();
    let [loader, lists, join, one_by_one, unindexed] = &mut readings;
    for _ in 0..ROUNDS {
        loader.of(graph::loader(db), &sent).await?;
        lists.of(graph::load_many(db), &sent).await?;
        join.of(graph::join(db), &sent).await?;
        one_by_one.of(graph::one_by_one(db), &sent).await?;
        let transaction = db.begin().await?;
        let index = "idx-car_info-model_id";
        transaction
            .execute(Index::drop().name(index).table("car_info"))
            .await?;
        unindexed.of(graph::one_by_one(&transaction), &sent).await?;
        transaction.rollback().await?;
    }

    let first = readings[0].times.median();
    let ways = [
        "entity loader",
        "load_many",
        "one join",
        "N+1",
        "N+1, model_id not indexed",
    ];
    let lines = ways.into_iter().zip(&readings).map(|(way, reading)| Graph {
        way,
        statements: reading.statements,
        time: text(reading.times.median()),
        ratio: ratio(reading.times.median(), first),
        peak_memory: megabytes(reading.peak as f64),
    });
    Ok(lines.collect())
}

/// One form of the data mart.
pub struct Mart {
    form: &'static str,
    time: String,
    ratio: String,
}

columns!(Mart: form, time, ratio);

/// Reads the data mart in its three forms, [`ROUNDS`] times in turn, and makes sure that the rows
/// are the same. Returns how many rows it has, too.
pub async fn marts(
    db: &DatabaseConnection,
) -> Result<(usize, Vec<Mart>), DbErr> {
    let mut times: [Times; 4] = Default::default();
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let joined = times[0].of(average_prices(db)).await?;
        let by_model = times[1].of(average_prices_by_model(db)).await?;
        times[3].of(refresh(db)).await?;
        let stored = times[2].of(stored_prices(db)).await?;
        if joined != by_model || joined != stored {
            return Err(DbErr::Custom("the marts differ".to_owned()));
        }
        rows = joined.len();
    }

    let first = times[0].median();
    let forms = [
        "join, then aggregate",
        "aggregate, then join",
        "stored: read",
        "stored: refresh",
    ];
    let lines = forms.into_iter().zip(&times).map(|(form, times)| Mart {
        form,
        time: text(times.median()),
        ratio: ratio(first, times.median()),
    });
    Ok((rows, lines.collect()))
}

/// One route of a lookup to the database.
pub struct Route {
    route: &'static str,
    time: String,
    ratio: String,
}

columns!(Route: route, time, ratio);

/// Looks up cars through pools that test their connections more or less often, and inside a
/// transaction.
pub async fn routes(
    url: Option<&str>,
    cars: u64,
) -> Result<Vec<Route>, OpenError> {
    let cars = cars.min(GRAPH);
    let tested = pool(url, PLACE, cars, |_| {}).await?;
    let rested = pool(url, PLACE, cars, |options| {
        options.test_before_acquire_if_idle_for(Duration::from_secs(1));
    })
    .await?;
    let untested = pool(url, PLACE, cars, |options| {
        options.max_connections(1).test_before_acquire(false);
    })
    .await?;

    let mut times: [Times; 4] = Default::default();
    for round in 0..ROUNDS {
        let turns = round * LOOKUPS..(round + 1) * LOOKUPS;
        for (db, times) in
            [&tested, &rested, &untested].into_iter().zip(&mut times)
        {
            for turn in turns.clone() {
                times.of(find(db, some_car(cars, turn))).await?;
            }
        }
        let transaction = untested.begin().await?;
        for turn in turns {
            times[3].of(find(&transaction, some_car(cars, turn))).await?;
        }
        transaction.commit().await?;
    }

    let last = times[3].median();
    let names = [
        "pool as SeaORM makes it: tested each time",
        "pool, tested after a second of rest",
        "pool of one connection, not tested",
        "inside a transaction",
    ];
    let lines = names.into_iter().zip(&times).map(|(route, times)| Route {
        route,
        time: text(times.median()),
        ratio: ratio(times.median(), last),
    });
    Ok(lines.collect())
}

/// Lookups in a row on one route.
const LOOKUPS: u64 = 300;

/// Inserting with one index on `car_id`, and with two.
pub struct Insert {
    indexes: &'static str,
    time: String,
    ratio: String,
    index_size: String,
    log: String,
}

columns!(Insert: indexes, time, ratio, index_size, log);

/// What inserting so many cars took.
#[derive(Default)]
struct Inserts {
    times: Times,
    index_size: i64,
    log: i64,
}

/// Fills the tables [`ROUNDS`] times in turn with the unique index on `car_id` alone, and with a
/// plain index beside it.
pub async fn inserts(
    db: &DatabaseConnection,
    cars: u64,
) -> Result<[Insert; 2], OpenError> {
    let mut one = Inserts::default();
    let mut two = Inserts::default();
    for _ in 0..ROUNDS {
        insert(db, cars, false, &mut one).await?;
        insert(db, cars, true, &mut two).await?;
    }
    let first = one.times.median();
    let line = |indexes, inserts: &Inserts| Insert {
        indexes,
        time: text(inserts.times.median()),
        ratio: ratio(inserts.times.median(), first),
        index_size: megabytes(inserts.index_size as f64),
        log: megabytes(inserts.log as f64),
    };
    Ok([line("unique", &one), line("unique and plain", &two)])
}

async fn insert(
    db: &DatabaseConnection,
    cars: u64,
    plain: bool,
    inserts: &mut Inserts,
) -> Result<(), OpenError> {
    create_tables(db, PLACE).await?;
    if plain {
        let index = Index::create()
            .name("idx_car_id_plain")
            .table("car_info")
            .col("car_id")
            .take();
        db.execute(&index).await?;
    }
    let log = written(db).await?;
    inserts.times.of(add_cars(db, 0..cars)).await?;
    inserts.log = written(db).await? - log;
    inserts.index_size = index_size(db).await?;
    Ok(())
}

/// How much the server has written to its log so far, whoever made it; nothing on SQLite.
async fn written(db: &DatabaseConnection) -> Result<i64, DbErr> {
    match db.get_database_backend() {
        DbBackend::Postgres => {
            let sql =
                "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS value";
            value(db, sql).await
        }
        _ => Ok(0),
    }
}

/// The bytes of the indexes on `car_id`.
async fn index_size(db: &DatabaseConnection) -> Result<i64, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT sum(pg_relation_size(oid))::bigint AS value FROM pg_class \
             WHERE relname LIKE 'idx\\_car\\_id%' AND relnamespace = current_schema()::regnamespace"
        }
        _ => {
            "SELECT sum(pgsize) AS value FROM dbstat WHERE name LIKE 'idx\\_car\\_id%' ESCAPE '\\'"
        }
    };
    value(db, sql).await
}
