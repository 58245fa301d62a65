//! The same work in sqlx, SeaORM and SQLAlchemy (`cargo run --release -p speed -- --compare`). In
//! each round all of them do it, one after the other.

use std::{fs, ops::Range, sync::Arc, thread};

use car_mart::{
    entity::car_info,
    steps::{
        data_mart::average_prices,
        data_mart_stored::{refresh, stored_prices},
    },
};
use harness::{
    columns,
    database::{OpenError, Place},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr,
    EntityTrait, TransactionTrait, sqlx,
};
use serde_json::{Value, json};

use crate::{
    cars::{
        self, CARS_PER_STATEMENT, add_cars, create_tables, find, pool, some_car,
    },
    faster,
    figures::{ratio, text},
    graph,
    measure::{Times, megabytes, peak},
    python::Python,
    raw::{self, Raw},
};

/// Where the comparison works.
pub const PLACE: Place<'_> = cars::place("compare");

/// A piece of work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Graph,
    OneByOne,
    Lookup,
    DataMart,
    StoredDataMart,
    Insert,
}

use Work::{DataMart, Graph, Insert, Lookup, OneByOne, StoredDataMart};

/// What all of them do, under the name that it has in `python/speed.py`.
const WORKS: [(&str, Work); 6] = [
    ("graph", Graph),
    ("N+1", OneByOne),
    ("lookup", Lookup),
    ("data mart", DataMart),
    ("stored data mart", StoredDataMart),
    ("insert", Insert),
];

/// Lookups that are timed together.
const LOOKUPS: u32 = 300;

/// SeaORM and sqlx, each on connections of its own, and SQLAlchemy if it can take part.
pub struct Sides {
    db: DatabaseConnection,
    held: DatabaseConnection,
    raw: Raw,
    insert: Arc<str>,
    python: Option<Python>,
    cars: u64,
}

/// The times of a piece of work. Each cell after sqlx begins with the ratio to sqlx.
pub struct Line {
    work: &'static str,
    sqlx: String,
    seaorm: String,
    sqlalchemy_core: Option<String>,
    sqlalchemy_orm: Option<String>,
}

columns!(Line: work, sqlx, seaorm, sqlalchemy_core, sqlalchemy_orm);

impl Sides {
    /// Fills the tables with so many cars, and starts Python.
    ///
    /// # Errors
    ///
    /// If the database or Python can't be used.
    pub async fn start(
        url: Option<&str>,
        db: &DatabaseConnection,
        cars: u64,
    ) -> Result<Self, OpenError> {
        create_tables(db, PLACE).await?;
        add_cars(db, 0..cars).await?;
        refresh(db).await?;
        let one = |options: &mut ConnectOptions| {
            options.max_connections(1);
        };
        let raw = pool(url, PLACE, cars, one).await?;
        let backend = db.get_database_backend();
        Ok(Self {
            // Without the metric callback of `db`, which would be called for each statement, and makes
            // a stream look at the clock for each row.
            db: pool(url, PLACE, cars, one).await?,
            held: pool(url, PLACE, cars, one).await?,
            raw: Raw::take(&raw).await?,
            insert: raw::insert_sql(backend, CARS_PER_STATEMENT),
            python: match (url, backend) {
                (Some(url), DbBackend::Postgres) => Python::start(url)?,
                _ => None,
            },
            cars,
        })
    }

    /// Whether SQLAlchemy takes part.
    pub fn with_python(&self) -> bool {
        self.python.is_some()
    }

    /// The versions of all of them, and the machine.
    pub fn versions(&self) -> String {
        let python = self.python.as_ref().map(|python| &python.versions);
        let python =
            python.map_or_else(String::new, |versions| format!("{versions}; "));
        let (seaorm, sqlx) = (locked("sea-orm"), locked("sqlx"));
        format!("SeaORM {seaorm}; sqlx {sqlx}; {python}{}", machine())
    }

    /// Does everything. Returns also how far each ratio is at most from its median in half of the
    /// rounds.
    ///
    /// # Errors
    ///
    /// If a side fails, or finds other rows than the others.
    pub async fn compare(
        &mut self,
        rounds: u64,
    ) -> Result<(Vec<Line>, String), OpenError> {
        let mut lines = Vec::new();
        let mut scatter: f64 = 0.0;
        for (name, work) in WORKS {
            // Prepares the statements.
            self.round(name, work, 0, &mut Default::default()).await?;
            let mut times: [Times; 4] = Default::default();
            for round in 1..=rounds {
                self.round(name, work, round, &mut times).await?;
            }
            let [sqlx, seaorm, core, orm] = &times;
            let turns = if work == Lookup { LOOKUPS } else { 1 };
            let cell = |times: &Times| {
                let time = times.median();
                format!(
                    "{} ({})",
                    ratio(time, sqlx.median()),
                    text(time / turns)
                )
            };
            let with_python = |times| self.python.as_ref().map(|_| cell(times));
            lines.push(Line {
                work: name,
                sqlx: text(sqlx.median() / turns),
                seaorm: cell(seaorm),
                sqlalchemy_core: with_python(core),
                sqlalchemy_orm: with_python(orm),
            });
            for times in [seaorm, core, orm] {
                scatter = scatter.max(times.scatter(sqlx));
            }
        }
        Ok((lines, format!("{:.0} %", 100.0 * scatter)))
    }

    /// Each side does the work once, and finds as many rows as the others.
    async fn round(
        &mut self,
        name: &str,
        work: Work,
        round: u64,
        times: &mut [Times; 4],
    ) -> Result<(), OpenError> {
        let [sqlx, seaorm, python @ ..] = times;
        let found = sqlx.of(self.sqlx(work, round)).await?;
        self.take_back(work).await?;
        let mut all = vec![found, seaorm.of(self.seaorm(work, round)).await?];
        self.take_back(work).await?;
        let data = self.data(work, round);
        for (side, times) in ["core", "orm"].into_iter().zip(python) {
            if let Some(python) = &mut self.python {
                let (time, rows) =
                    python.work(&format!("{side} {name}"), &data)?;
                times.add(time);
                all.push(rows);
            }
            self.take_back(work).await?;
        }
        match all.iter().all(|rows| *rows == found) {
            true => Ok(()),
            false => {
                Err(OpenError::Failed(format!("{name}: rows differ: {all:?}")))
            }
        }
    }

    async fn sqlx(&self, work: Work, round: u64) -> sqlx::Result<usize> {
        match work {
            Graph => Ok(self.raw.tables().await?.2.len()),
            OneByOne => self.raw.one_by_one().await,
            Lookup => {
                for car_id in self.some_cars(round) {
                    self.raw.find(car_id).await?;
                }
                Ok(LOOKUPS as usize)
            }
            DataMart => self.raw.mart(raw::JOINED_FIRST).await,
            StoredDataMart => self.raw.mart(raw::STORED).await,
            Insert => {
                self.raw.execute("BEGIN").await?;
                let cars = self.new_cars().map(cars::values);
                self.raw.insert(&self.insert, cars).await?;
                self.raw.execute("COMMIT").await?;
                Ok(self.new_cars().count())
            }
        }
    }

    async fn seaorm(&self, work: Work, round: u64) -> Result<usize, DbErr> {
        match work {
            Graph => Ok(graph::loader(&self.db).await?[2]),
            // The others keep their connection, too.
            OneByOne => {
                let transaction = self.db.begin().await?;
                let [.., cars] = graph::one_by_one(&transaction).await?;
                transaction.commit().await?;
                Ok(cars)
            }
            Lookup => {
                let transaction = self.db.begin().await?;
                for car_id in self.some_cars(round) {
                    find(&transaction, car_id).await?;
                }
                transaction.commit().await?;
                Ok(LOOKUPS as usize)
            }
            DataMart => Ok(average_prices(&self.db).await?.len()),
            StoredDataMart => Ok(stored_prices(&self.db).await?.len()),
            Insert => {
                let transaction = self.db.begin().await?;
                car_info::Entity::insert_many(self.new_cars().map(cars::car))
                    .exec_without_returning(&transaction)
                    .await?;
                transaction.commit().await?;
                Ok(self.new_cars().count())
            }
        }
    }

    /// What SQLAlchemy gets for its work: it can't compute the cars.
    fn data(&self, work: Work, round: u64) -> Value {
        match work {
            Lookup => self.some_cars(round).collect(),
            Insert => {
                json!(self.new_cars().map(cars::values).collect::<Vec<_>>())
            }
            _ => Value::Null,
        }
    }

    fn some_cars(&self, round: u64) -> impl Iterator<Item = String> {
        let turns =
            u64::from(LOOKUPS) * round..u64::from(LOOKUPS) * (round + 1);
        turns.map(|turn| some_car(self.cars, turn))
    }

    fn new_cars(&self) -> Range<u64> {
        self.cars..self.cars + CARS_PER_STATEMENT
    }

    /// Removes the cars that were inserted, and what PostgreSQL keeps of them.
    async fn take_back(&self, work: Work) -> Result<(), OpenError> {
        if work == Insert {
            let sql = format!("DELETE FROM car_info WHERE id > {}", self.cars);
            self.db.execute_unprepared(&sql).await?;
            self.db.execute_unprepared("VACUUM car_info").await?;
        }
        Ok(())
    }

    /// Reads the graph in every way, so many times in turn.
    ///
    /// # Errors
    ///
    /// If a way fails, or finds other rows than the others.
    pub async fn faster(&self, rounds: u64) -> Result<Vec<Way>, OpenError> {
        let mut readings: [Reading; 10] = Default::default();
        let [
            lists,
            pooled,
            loader,
            load_many,
            models,
            partial,
            statement,
            tuples,
            streamed,
            in_open,
        ] = &mut readings;
        let db = &self.db;
        // One connection for all rounds, as sqlx has it.
        let open = self.held.begin().await?;
        for _ in 0..rounds {
            lists.of(self.raw.tables()).await?;
            pooled.of(async { Raw::take(db).await?.tables().await }).await?;
            loader.of(graph::loader(db)).await?;
            load_many.of(graph::load_many(db)).await?;
            models.of(faster::models(db)).await?;
            partial.of(faster::partial_models(db)).await?;
            statement.of(faster::statement(db)).await?;
            tuples.of(faster::tuples(db)).await?;
            streamed.of(faster::streamed_tuples(db)).await?;
            in_open.of(faster::streamed_tuples(&open)).await?;
        }
        let first = readings[0].times.median();
        let names = [
            "sqlx",
            "sqlx on SeaORM's pool",
            "entity loader",
            "load_many",
            "find().all()",
            "into_partial_model",
            "raw_sql!",
            "into_tuple",
            "into_tuple, streamed",
            "into_tuple, streamed, open transaction",
        ];
        let ways = names.into_iter().zip(&readings).map(|(way, reading)| Way {
            way,
            time: text(reading.times.median()),
            ratio: ratio(reading.times.median(), first),
            peak_memory: megabytes(reading.peak as f64),
        });
        Ok(ways.collect())
    }
}

/// One way to read the graph in as few statements as there are tables.
pub struct Way {
    way: &'static str,
    time: String,
    ratio: String,
    peak_memory: String,
}

columns!(Way: way, time, ratio, peak_memory);

/// The times of one way, and the memory of its last time.
#[derive(Default)]
struct Reading {
    times: Times,
    peak: usize,
}

impl Reading {
    async fn of<T, E>(
        &mut self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<(), OpenError>
    where
        OpenError: From<E>,
    {
        self.peak = self.times.of(peak(work)).await?;
        Ok(())
    }
}

/// The version of a crate, as the lock says.
fn locked(name: &str) -> &'static str {
    let lock = include_str!("../../Cargo.lock");
    let begin = format!("name = \"{name}\"\nversion = \"");
    let rest = lock.split(&begin).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default()
}

/// How many cores it has, and of which kind if it is Linux that says so.
fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let mut lines = about.lines();
    let name = lines.find_map(|line| line.strip_prefix("model name"));
    match name {
        Some(name) => format!(
            "{cores} cores of {}",
            name.trim_start_matches(['\t', ' ', ':'])
        ),
        None => format!("{cores} cores"),
    }
}
