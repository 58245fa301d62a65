//! What the index on `car_id` changes: the way the database finds a row.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter, QueryTrait,
    Set, Statement, TransactionTrait, sea_query::Index,
};

use crate::entity::car_info;

/// How many cars are added before the database is asked: in a table of seven it would rightly
/// read them all.
pub const CARS: i32 = 10_000;

/// How the database looks up one car.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whether `idx_car_id` was there.
    pub index: &'static str,
    /// "index search" or "full scan".
    pub lookup: &'static str,
    /// The plan as the database prints it.
    pub words: String,
}

lesson::columns!(Plan: index, lookup);

/// The plan of a lookup by `car_id` over [`CARS`] cars, with `idx_car_id` and without it. All of
/// it happens in a transaction that is rolled back.
pub async fn plans(
    db: &impl TransactionTrait<Transaction = DatabaseTransaction>,
) -> Result<[Plan; 2], DbErr> {
    let transaction = db.begin().await?;
    add_cars(&transaction).await?;
    // Without fresh statistics PostgreSQL plans for the table as it was, and may read it all.
    transaction
        .execute_raw(Statement::from_string(
            transaction.get_database_backend(),
            "ANALYZE car_info",
        ))
        .await?;

    let with = plan(&transaction, "idx_car_id", "X05000").await?;
    transaction
        .execute(Index::drop().name("idx_car_id").table("car_info"))
        .await?;
    let without = plan(&transaction, "none", "X05001").await?;

    transaction.rollback().await?;
    Ok([with, without])
}

/// Asks for the plan of one lookup. `car_id` must be another each time: sqlx keeps a statement
/// prepared by its text, and SQLite does not plan a prepared EXPLAIN again when an index is gone.
pub async fn plan(
    db: &DatabaseTransaction,
    index: &'static str,
    car_id: &str,
) -> Result<Plan, DbErr> {
    let backend = db.get_database_backend();
    let lookup = car_info::Entity::find()
        .filter(car_info::COLUMN.car_id.eq(car_id))
        .build(backend);
    // How to ask, the column of the answer, and the words of a search.
    let (explain, column, search) = match backend {
        DbBackend::Postgres => ("EXPLAIN (COSTS OFF)", "QUERY PLAN", "Index Scan"),
        _ => ("EXPLAIN QUERY PLAN", "detail", "SEARCH"),
    };
    let explain = Statement::from_string(backend, format!("{explain} {lookup}"));

    let plan = db.query_all_raw(explain).await?;
    let lines: Result<Vec<String>, _> = plan.iter().map(|line| line.try_get("", column)).collect();
    let words = lines?.join("\n");
    let lookup = if words.contains(search) {
        "index search"
    } else {
        "full scan"
    };
    Ok(Plan {
        index,
        lookup,
        words,
    })
}

/// Adds [`CARS`] Corollas, X00001 and on.
async fn add_cars(db: &DatabaseTransaction) -> Result<(), DbErr> {
    let cars = (1..=CARS).map(|number| car_info::ActiveModel {
        car_id: Set(format!("X{number:05}")),
        model_id: Set(1),
        year: Set(2000 + number % 20),
        price: Set(Some(10_000 + number)),
        ..Default::default()
    });
    let cars: Vec<_> = cars.collect();
    // Four values a row: 8,000 a statement, below the limit of SQLite (32,766) and PostgreSQL
    // (65,535). `insert_many` does not cut by itself.
    for chunk in cars.chunks(2_000) {
        car_info::Entity::insert_many(chunk.to_vec())
            .exec(db)
            .await?;
    }
    Ok(())
}
