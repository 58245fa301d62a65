//! What is measured: one function a table.

use std::time::Duration;

use car_mart::{crud, data_mart, index};
use lesson::columns;
use migrations::{
    car_mart::Migrator,
    database::{self, OpenError},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
    TransactionTrait,
    sea_query::{Index, IndexDropStatement},
};
use sea_orm_migration::MigratorTrait;

use crate::{
    LESSON,
    cars::{self, pool, some_car},
    figures::{ratio, text},
    graph::{self, Way},
    measure::{Statements, Times, megabytes, peak},
};

/// How often the ways are compared, one after the other in each round: what disturbs the machine
/// for a while then disturbs all of them.
const ROUNDS: u64 = 5;

/// The database's version.
pub async fn version(db: &DatabaseConnection) -> Result<String, DbErr> {
    let backend = db.get_database_backend();
    let sql = match backend {
        // Without what the packager adds: 17.5 (Debian 17.5-1).
        DbBackend::Postgres => "SELECT split_part(current_setting('server_version'), ' ', 1) AS v",
        _ => "SELECT sqlite_version() AS v",
    };
    let row = db
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    row.map_or(Ok(String::new()), |row| row.try_get("", "v"))
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

/// Looks up cars with `idx_car_id`, then without it, inside a transaction that is rolled back.
pub async fn lookup(db: &DatabaseConnection, seed: u64, cars: u64) -> Result<[Lookup; 2], DbErr> {
    let transaction = db.begin().await?;
    let with = lookups(&transaction, seed, cars, 500).await?;
    let plan = scan(&transaction, "idx_car_id", cars).await?;
    transaction.execute(&drop_index("idx_car_id")).await?;
    let without = lookups(&transaction, seed, cars, 25).await?;
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
    seed: u64,
    cars: u64,
    turns: u64,
) -> Result<Duration, DbErr> {
    // The first times are those of a statement that is not prepared yet.
    for turn in 0..10 {
        crud::find(db, &some_car(seed, cars, turns + turn)).await?;
    }
    let mut times = Times::default();
    for turn in 0..turns {
        let car_id = some_car(seed, cars, turn);
        times.of(crud::find(db, &car_id)).await?;
    }
    Ok(times.median())
}

/// How the database finds one car: the line of the plan that names the table.
async fn scan(db: &DatabaseTransaction, index: &'static str, cars: u64) -> Result<String, DbErr> {
    // A name that no other plan was asked for, or SQLite answers with the plan of that time.
    let plan = index::plan(db, index, &format!("{index} {cars}")).await?;
    let mut lines = plan.words.lines();
    let line = lines.find(|line| line.contains("car_info"));
    Ok(line
        .unwrap_or_default()
        .trim_start_matches([' ', '-', '>'])
        .to_owned())
}

fn drop_index(name: &'static str) -> IndexDropStatement {
    Index::drop().name(name).table("car_info").to_owned()
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

/// A way to read the graph, its times, and the statements and the memory of the last time.
struct Reading {
    name: &'static str,
    way: Way,
    times: Times,
    statements: u64,
    peak: i64,
}

impl Reading {
    fn new(name: &'static str, way: Way) -> Self {
        Self {
            name,
            way,
            times: Times::default(),
            statements: 0,
            peak: 0,
        }
    }

    async fn read(&mut self, db: &impl ConnectionTrait, count: &Statements) -> Result<(), DbErr> {
        count.take();
        let read = peak(graph::read(db, self.way));
        (_, self.peak) = self.times.of(read).await?;
        self.statements = count.take();
        Ok(())
    }
}

/// Reads the graph in every way, [`ROUNDS`] times in turn.
pub async fn graph(db: &DatabaseConnection, count: &Statements) -> Result<Vec<Graph>, DbErr> {
    let mut readings = [
        Reading::new("entity loader", Way::Loader),
        Reading::new("load_many", Way::LoadMany),
        Reading::new("one join", Way::Join),
        Reading::new("N+1", Way::OneByOne),
    ];
    let mut unindexed = Reading::new("N+1, model_id not indexed", Way::OneByOne);
    for _ in 0..ROUNDS {
        for reading in &mut readings {
            reading.read(db, count).await?;
        }
        let transaction = db.begin().await?;
        transaction
            .execute(&drop_index("idx-car_info-model_id"))
            .await?;
        unindexed.read(&transaction, count).await?;
        transaction.rollback().await?;
    }

    let first = readings[0].times.median();
    let line = |reading: &Reading| Graph {
        way: reading.name,
        statements: reading.statements,
        time: text(reading.times.median()),
        ratio: ratio(reading.times.median(), first),
        peak_memory: megabytes(reading.peak),
    };
    Ok(readings.iter().chain([&unindexed]).map(line).collect())
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
pub async fn marts(db: &DatabaseConnection) -> Result<(Vec<Mart>, usize), DbErr> {
    let mut times: [Times; 4] = Default::default();
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let joined = times[0].of(data_mart::data_mart(db)).await?;
        let by_model = times[1].of(data_mart::data_mart_by_model(db)).await?;
        times[3].of(data_mart::refresh(db)).await?;
        let stored = times[2].of(data_mart::stored(db)).await?;
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
    Ok((lines.collect(), rows))
}

/// One way from the program to the database.
pub struct Route {
    route: &'static str,
    time: String,
    ratio: String,
}

columns!(Route: route, time, ratio);

/// The same lookup through pools that differ in when they test a connection, and on one connection
/// that is held.
pub async fn routes(url: Option<&str>, seed: u64, cars: u64) -> Result<Vec<Route>, DbErr> {
    let second = Duration::from_secs(1);
    let tested = pool(url, LESSON, seed, cars, |_| {}).await?;
    let rested = pool(url, LESSON, seed, cars, |options| {
        options.test_before_acquire_if_idle_for(second);
    })
    .await?;
    let untested = pool(url, LESSON, seed, cars, |options| {
        options.max_connections(1).test_before_acquire(false);
    })
    .await?;

    let mut times: [Times; 4] = Default::default();
    for round in 0..ROUNDS {
        for (db, times) in [&tested, &rested, &untested].into_iter().zip(&mut times) {
            for turn in 0..LOOKUPS {
                let car_id = some_car(seed, cars, round * LOOKUPS + turn);
                times.of(crud::find(db, &car_id)).await?;
            }
        }
        let transaction = untested.begin().await?;
        for turn in 0..LOOKUPS {
            let car_id = some_car(seed, cars, round * LOOKUPS + turn);
            times[3].of(crud::find(&transaction, &car_id)).await?;
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
pub async fn pair(db: &DatabaseConnection, seed: u64, cars: u64) -> Result<[Insert; 2], OpenError> {
    let mut one = Inserts::default();
    let mut two = Inserts::default();
    for _ in 0..ROUNDS {
        insert(db, seed, cars, false, &mut one).await?;
        insert(db, seed, cars, true, &mut two).await?;
    }
    let first = one.times.median();
    let line = |indexes, inserts: &Inserts| Insert {
        indexes,
        time: text(inserts.times.median()),
        ratio: ratio(inserts.times.median(), first),
        index_size: megabytes(inserts.index_size),
        log: megabytes(inserts.log),
    };
    Ok([line("unique", &one), line("unique and plain", &two)])
}

async fn insert(
    db: &DatabaseConnection,
    seed: u64,
    cars: u64,
    plain: bool,
    inserts: &mut Inserts,
) -> Result<(), OpenError> {
    database::clear(db, LESSON).await?;
    Migrator::up(db, None).await?;
    cars::add_models(db).await?;
    if plain {
        let index = Index::create()
            .name("idx_car_id_plain")
            .table("car_info")
            .col("car_id")
            .take();
        db.execute(&index).await?;
    }
    let log = written(db).await?;
    let add = cars::add_cars(db, seed, 0..cars, |_| {});
    inserts.times.of(add).await?;
    inserts.log = written(db).await? - log;
    inserts.index_size = index_size(db).await?;
    Ok(())
}

/// How much the server has written to its log so far, whoever made it; nothing on SQLite.
async fn written(db: &DatabaseConnection) -> Result<i64, DbErr> {
    match db.get_database_backend() {
        DbBackend::Postgres => {
            number(
                db,
                "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS number",
            )
            .await
        }
        _ => Ok(0),
    }
}

/// The bytes of the indexes on `car_id`.
async fn index_size(db: &DatabaseConnection) -> Result<i64, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT sum(pg_relation_size(oid))::bigint AS number FROM pg_class \
             WHERE relname LIKE 'idx\\_car\\_id%' AND relnamespace = current_schema()::regnamespace"
        }
        _ => {
            "SELECT sum(pgsize) AS number FROM dbstat WHERE name LIKE 'idx\\_car\\_id%' ESCAPE '\\'"
        }
    };
    number(db, sql).await
}

async fn number(db: &DatabaseConnection, sql: &str) -> Result<i64, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "number"))
}
