//! From a URL to a database in which one lesson is alone.
//!
//! On PostgreSQL a lesson works in a schema of its own, `sea_orm_relationships_<lesson>`; on SQLite
//! in memory, or in a file of its own. It drops the tables that it makes and nothing else: where it
//! finds a schema or a file that it did not make, or a table that is not its own, it stops. One run
//! at a time works there, because SeaORM's migrations take no lock.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement};
use tokio::time::timeout;

mod error;

mod postgres;

mod sqlite;

pub use error::{OpenError, database_error, refusal};

/// How long a server may take to answer the first time, and how long a statement waits for
/// somebody who holds a lock on one of the lesson's tables.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a run waits for other runs of the same lesson, and how long a step may take.
const TURN: Duration = Duration::from_secs(15);

/// The PostgreSQL schema in which a lesson works: `car-mart` in `sea_orm_relationships_car_mart`.
pub fn schema(lesson: &str) -> String {
    format!("sea_orm_relationships_{}", lesson.replace('-', "_"))
}

/// The name by which a reader knows the database.
pub fn name(db: &DatabaseConnection) -> &'static str {
    match db.get_database_backend() {
        DbBackend::Postgres => "PostgreSQL",
        _ => "SQLite",
    }
}

/// Connects, waits until no other run of `lesson` is at work, and makes the lesson's place (its
/// schema, or the file's mark) if it is not there yet. Without a URL: SQLite in memory.
///
/// The pool has one connection. It holds the lock until it is closed, also when the process is
/// killed.
///
/// # Errors
///
/// [`OpenError`], whose message says what to do.
pub async fn open(url: Option<&str>, lesson: &str) -> Result<DatabaseConnection, OpenError> {
    let url = url.unwrap_or("sqlite::memory:");
    match url.split_once(':') {
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
            postgres::open(url, &schema(lesson)).await
        }
        Some(("sqlite", _)) => sqlite::open(url).await,
        _ => Err(OpenError::Url(
            "it begins with neither postgres:// nor sqlite:".to_owned(),
        )),
    }
}

/// Drops `tables`, the tables and views of `lesson`, in the lesson's place and nowhere else.
///
/// # Errors
///
/// [`OpenError::Stranger`] if the place holds anything else, [`OpenError::Depended`] if something
/// elsewhere depends on one of the tables: nothing is dropped then.
pub async fn clear(
    db: &DatabaseConnection,
    lesson: &str,
    tables: &[&str],
) -> Result<(), OpenError> {
    match db.get_database_backend() {
        DbBackend::Postgres => answered(postgres::clear(db, &schema(lesson), tables)).await,
        _ => sqlite::clear(db, tables).await,
    }
}

/// A table in the lesson's place that is none of `tables`.
///
/// # Errors
///
/// Whatever the database reports.
pub async fn stranger(
    db: &DatabaseConnection,
    lesson: &str,
    tables: &[&str],
) -> Result<Option<String>, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => postgres::strangers(&schema(lesson), tables),
        _ => sqlite::strangers(tables),
    };
    first_name(db, sql).await
}

/// What `work` returns, unless the database takes more than 15 s for it.
///
/// # Errors
///
/// What `work` reports, or [`OpenError::Silent`].
pub async fn answered<T, E>(work: impl Future<Output = Result<T, E>>) -> Result<T, OpenError>
where
    OpenError: From<E>,
{
    match timeout(TURN, work).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(OpenError::Silent),
    }
}

/// Names as a list of SQL literals. They are ours, and have no quotes in them. The first is empty and
/// names nothing: a list of none is no SQL.
fn literals(names: &[&str]) -> String {
    let names: String = names.iter().map(|name| format!(", '{name}'")).collect();
    format!("''{names}")
}

/// The `name` in the first row that `sql` gives, if it gives one.
async fn first_name(db: &impl ConnectionTrait, sql: String) -> Result<Option<String>, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let found = db.query_one_raw(statement).await?;
    found.map(|row| row.try_get("", "name")).transpose()
}

/// The one row that `sql` gives.
async fn one_row(db: &impl ConnectionTrait, sql: &str) -> Result<QueryResult, DbErr> {
    db.query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))
}
