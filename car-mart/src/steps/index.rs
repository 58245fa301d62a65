//! # The index on car_id
//!
//! This compares how the database finds one car with `idx_car_id` and without
//! it: it searches the index, or reads all cars. The index is UNIQUE, so it
//! also keeps two cars from sharing a `car_id`. A second, plain index on the
//! same column would only cost time and space. All of this is rolled back.

use harness::{Done, Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, QueryTrait,
    Statement, sea_query::Index,
};

use crate::entity::car_info;

/// How the database looks up one car.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The name of the index on `car_id`, or "none".
    pub index: &'static str,
    /// The plan as the database prints it.
    pub words: String,
}

/// Adds 10,000 Corollas, X10001 to X20000. In a table of a few rows, reading
/// all of them is the fastest way to find one.
pub async fn add_cars(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    // SQL, because sending 10,000 rows from here would take longer than all
    // other steps together. `execute_unprepared` is shorter, but SeaORM doesn't
    // report it to a metric callback, such as the one that prints this SQL.
    for sql in [
        "WITH RECURSIVE numbers (number) AS ( \
         SELECT 10001 UNION ALL \
         SELECT number + 1 FROM numbers WHERE number < 20000 ) \
         INSERT INTO car_info (car_id, model_id, year, price) \
         SELECT 'X' || number, 1, 2000 + number % 20, number FROM numbers",
        // Tells the planner how many rows there are now.
        "ANALYZE car_info",
    ] {
        db.execute_raw(Statement::from_string(backend, sql)).await?;
    }
    Ok(())
}

/// Asks the database how it would look up a car. Each call needs another
/// `car_id`: sqlx keeps prepared statements by their text, and SQLite doesn't
/// plan a prepared EXPLAIN again after an index is dropped.
pub async fn plan(
    db: &DatabaseTransaction,
    index: &'static str,
    car_id: &str,
) -> Result<Plan, DbErr> {
    let backend = db.get_database_backend();
    let (explain, column) = match backend {
        DbBackend::Postgres => ("EXPLAIN (COSTS OFF)", "QUERY PLAN"),
        _ => ("EXPLAIN QUERY PLAN", "detail"),
    };
    let select = car_info::Entity::find_by_car_id(car_id).build(backend);
    let explain = format!("{explain} {select}");
    let plan =
        db.query_all_raw(Statement::from_string(backend, explain)).await?;
    let lines = plan.iter().map(|line| line.try_get("", column));
    let words = lines.collect::<Result<Vec<String>, _>>()?.join("\n");
    Ok(Plan { index, words })
}

/// Drops the index, and with it the rule that no two cars share a `car_id`.
pub async fn drop_index(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    db.execute(Index::drop().name("idx_car_id").table("car_info")).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000003_create_car_info.rs"), "car_id_index")?;
    let tx = show.begin().await?;
    show.ran(add_cars(&*tx).await?).await?;
    let with = plan(&tx, "idx_car_id", "X15000").await?;
    drop_index(&*tx).await?;
    let without = plan(&tx, "none", "X15001").await?;
    let rows = [&with, &without].map(|plan| (plan.index, plan.lookup()));
    show.table("How the database finds one car", ["index", "lookup"], rows)
        .await?;
    show.said(vec![with.words, without.words])?;
    show.roll_back(tx).await
}

impl Plan {
    /// Whether the database searches an index or reads every row.
    fn lookup(&self) -> &'static str {
        // In the words of PostgreSQL, and of SQLite.
        let search = ["Index Scan", "SEARCH"];
        match search.iter().any(|words| self.words.contains(words)) {
            true => "index search",
            false => "full scan",
        }
    }
}
