//! From a URL to a database in which one lesson is alone.
//!
//! On PostgreSQL a lesson works in a schema of its own, `sea_orm_relationships_<lesson>`, and
//! nowhere else; on SQLite in memory, or in a file that holds nothing but lessons. A schema or a
//! file that this project did not make is refused, not used, and so is one in which somebody keeps
//! a table of their own. One run at a time works in it: the others wait for a lock, because
//! SeaORM's migrations take none.

use std::time::Duration;

use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement,
};

/// Why a database can't be used, in the reader's terms.
mod error;

/// A schema with a mark, a lock, and a session that is never replaced.
mod postgres;

/// The same for a file.
mod sqlite;

/// Giving up on a server that is there but says nothing.
mod watch;

pub use error::{OpenError, database_error};
pub use watch::answered;

/// How long a server may take to answer the first time, and how long a statement waits for
/// somebody who holds a lock on one of the lesson's tables.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a run waits for other runs of the same lesson. Each takes less than a second; eight
/// started at once on a slow machine take more than [`PATIENCE`], and SQLite keeps no queue.
const TURN: Duration = Duration::from_secs(60);

/// The PostgreSQL schema in which a lesson works: `car-mart` in `sea_orm_relationships_car_mart`.
pub fn schema(lesson: &str) -> String {
    format!("sea_orm_relationships_{}", lesson.replace('-', "_"))
}

/// Connects, waits until no other run of `lesson` is at work, and makes the lesson's place (its
/// schema, or the file's mark) if it is not there yet. Without a URL: SQLite in memory.
///
/// The connection is the only one of its pool. It holds the lock until it is closed, also when the
/// process is killed.
///
/// # Errors
///
/// [`OpenError`], one variant for each thing that a reader can put right.
pub async fn open(url: Option<&str>, lesson: &str) -> Result<DatabaseConnection, OpenError> {
    let url = url.unwrap_or("sqlite::memory:");
    match url.split_once(':') {
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
            postgres::open(url, &schema(lesson)).await
        }
        Some(("sqlite", rest)) => sqlite::open(url, rest).await,
        Some((scheme, rest)) if rest.starts_with("//") => Err(OpenError::Scheme(scheme.to_owned())),
        _ => Err(OpenError::Url(
            "it has no postgres:// or sqlite: in front".to_owned(),
        )),
    }
}

/// Drops the tables and views that lessons make, in the lesson's place and nowhere else. What a run
/// that was killed left behind goes with them.
///
/// # Errors
///
/// [`OpenError::Guest`] if the place holds a table that no lesson makes: nothing is dropped then.
/// [`OpenError::Depended`] if a view or a key outside the schema refers to one of the tables.
pub async fn clear(db: &DatabaseConnection, lesson: &str) -> Result<(), OpenError> {
    match db.get_database_backend() {
        DbBackend::Postgres => answered(db, postgres::clear(db, &schema(lesson))).await,
        _ => sqlite::clear(db).await,
    }
}

/// Fails if `sql`, which looks for things that no lesson makes in `place`, finds the name of one.
async fn no_guest(db: &DatabaseConnection, sql: String, place: &str) -> Result<(), OpenError> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    match db.query_one_raw(statement).await? {
        Some(row) => Err(OpenError::Guest {
            place: place.to_owned(),
            name: row.try_get("", "name")?,
        }),
        None => Ok(()),
    }
}

/// The names of everything that lessons make, as a list of SQL literals.
fn ours() -> String {
    let names: Vec<_> = crate::TABLES
        .iter()
        .map(|name| format!("'{name}'"))
        .collect();
    names.join(", ")
}

/// Pool settings that both databases share.
fn connect_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        // One session: the lock and SQLite's memory live and die with it.
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        // Who waits for the only connection waits for an answer to an earlier statement, and
        // `answered` watches over those. A limit here would also count the time in which the
        // program itself is stopped (Ctrl-Z).
        .acquire_timeout(Duration::from_secs(24 * 60 * 60))
        // Otherwise every statement costs a second round trip, to ask whether the first can work.
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

/// The one row that `sql` gives.
async fn one_row(db: &DatabaseConnection, sql: &str) -> Result<QueryResult, DbErr> {
    db.query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))
}
