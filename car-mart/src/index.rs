//! What the index on `car_id` changes: the way the database finds a row.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter, QueryTrait,
    Statement, TransactionTrait, sea_query::Index,
};

use crate::entity::car_info;

/// Adds 10,000 Corollas, X10001 to X20000, before the database is asked: in a table of seven it
/// would rightly read them all. SQL, because the database counts faster than a program can send:
/// `insert_many` of as many entities takes longer than all other steps together.
const ADD_CARS: &str = "WITH RECURSIVE numbers (number) AS ( \
     SELECT 10001 UNION ALL SELECT number + 1 FROM numbers WHERE number < 20000 ) \
     INSERT INTO car_info (car_id, model_id, year, price) \
     SELECT 'X' || number, 1, 2000 + number % 20, number FROM numbers";

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

/// The plan of a lookup by `car_id` over 10,000 cars, with `idx_car_id` and without it. All of
/// it happens in a transaction that is rolled back.
pub async fn plans(
    db: &impl TransactionTrait<Transaction = DatabaseTransaction>,
) -> Result<[Plan; 2], DbErr> {
    let transaction = db.begin().await?;
    let backend = transaction.get_database_backend();
    // Without fresh statistics PostgreSQL plans for the table as it was, and may read it all.
    for sql in [ADD_CARS, "ANALYZE car_info"] {
        transaction
            .execute_raw(Statement::from_string(backend, sql))
            .await?;
    }

    let with = plan(&transaction, "idx_car_id", "X15000").await?;
    transaction
        .execute(Index::drop().name("idx_car_id").table("car_info"))
        .await?;
    let without = plan(&transaction, "none", "X15001").await?;

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
