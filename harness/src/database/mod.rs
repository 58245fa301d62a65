//! From a URL to a database in which one lesson is alone.
//!
//! On PostgreSQL a lesson works in a schema of its own, `sea_orm_relationships_<lesson>`; on SQLite
//! in memory, or in a file of its own. Every program comes in through [`open`], or through [`look`]
//! if it only reads. It drops the tables that its lesson makes and nothing else: where it finds a
//! schema or a file of somebody else's, or something of a reader's that would go with the tables, it
//! stops. One run at a time works there, because SeaORM's migrations take no lock.

use std::{
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    thread::sleep,
    time::Duration,
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult,
    Statement,
};
use tokio::time::{Instant, timeout, timeout_at};

mod error;

mod postgres;

mod secret;

mod sqlite;

pub use error::{OpenError, database_error, refusal, words};

/// How long a server may take to answer the first time, and how long a statement waits for
/// somebody who holds a lock on one of the lesson's tables.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a run waits for another one that does nothing, and for each answer.
const TURN: Duration = Duration::from_secs(15);

/// Where a program works, and what it may drop there.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The end of the schema's name on PostgreSQL, and in the mark of a SQLite file.
    pub lesson: &'a str,
    /// Every table and view that the lesson makes.
    pub tables: &'a [&'a str],
    /// Whether it needs the right to make temporary tables.
    pub temporary: bool,
}

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

/// Connects, waits until no other run of the lesson is at work, and makes the place (the schema, or
/// the file's mark) if it is not there yet. Without a URL: SQLite in memory.
///
/// The pool has one connection. It holds the lock until it is closed, also when the process is
/// killed.
///
/// # Errors
///
/// [`OpenError`], whose message says what to do. [`OpenError::Stranger`] if the place holds
/// something of a reader's, [`OpenError::Depended`] if something elsewhere depends on the lesson's
/// tables. Nothing has changed then.
pub async fn open(
    url: Option<&str>,
    place: Place<'_>,
) -> Result<DatabaseConnection, OpenError> {
    enter(url, place, true).await
}

/// Connects as [`open`] does, but for a program that only reads: it waits for nobody, makes nothing,
/// and works on a server that allows no write.
///
/// # Errors
///
/// [`OpenError`], whose message says what to do.
pub async fn look(
    url: Option<&str>,
    place: Place<'_>,
) -> Result<DatabaseConnection, OpenError> {
    enter(url, place, false).await
}

async fn enter(
    url: Option<&str>,
    place: Place<'_>,
    writes: bool,
) -> Result<DatabaseConnection, OpenError> {
    let url = url.unwrap_or("sqlite::memory:");
    secret::keep(url);
    let mut db = match url.split_once(':') {
        Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
            postgres::open(url, place, writes).await?
        }
        Some(("sqlite", _)) => sqlite::open(url, place, writes).await?,
        _ => {
            return Err(OpenError::Url(
                "it begins with neither postgres:// nor sqlite:".to_owned(),
            ));
        }
    };
    db.set_metric_callback(|_| heard());
    Ok(db)
}

/// Ends the session. A SQLite file would keep an empty journal beside it without this.
pub async fn close(db: DatabaseConnection) {
    // A server that is silent gets no time: the end of the process closes the session as well.
    let _ = timeout(Duration::from_secs(1), db.close()).await;
}

/// Drops the lesson's tables and views.
///
/// # Errors
///
/// As [`open`].
pub async fn clear(
    db: &DatabaseConnection,
    place: Place<'_>,
) -> Result<(), OpenError> {
    still_alone(db).await?;
    let drops = survey(db, place).await?;
    match db.get_database_backend() {
        // All of them in one implicit transaction.
        DbBackend::Postgres => postgres::dropped(db, &drops).await,
        // Else a table that others refer to could not be dropped before them.
        _ => {
            let sql = format!(
                "PRAGMA foreign_keys = OFF; {drops} PRAGMA foreign_keys = ON"
            );
            Ok(db.execute_unprepared(&sql).await.map(drop)?)
        }
    }
}

/// Makes sure that nothing in the place is a reader's, and returns the statements that drop the
/// lesson's tables.
///
/// # Errors
///
/// [`OpenError::Stranger`].
pub async fn survey(
    db: &DatabaseConnection,
    place: Place<'_>,
) -> Result<String, OpenError> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => postgres::survey(place),
        _ => sqlite::survey(place),
    };
    let found = answered(one_row(db, &sql)).await?;
    match found.try_get::<Option<String>>("", "stranger")? {
        None => Ok(found
            .try_get::<Option<String>>("", "drops")?
            .unwrap_or_default()),
        Some(name) => Err(OpenError::Stranger {
            place: found.try_get("", "place")?,
            name,
        }),
    }
}

/// Makes sure that this is still the session that took the lock: something on the way to PostgreSQL
/// may have changed it.
///
/// # Errors
///
/// [`OpenError::Pooler`] if it isn't, [`OpenError::Lost`] if there is none any more.
pub async fn still_alone(db: &impl ConnectionTrait) -> Result<(), OpenError> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let held = answered(one_row(db, postgres::HELD)).await?;
    match held.try_get("", "held")? {
        true => Ok(()),
        false => Err(OpenError::Pooler),
    }
}

/// Since when the program waits for the database; `None` if it doesn't. A program has one database.
static WAITS: Mutex<Option<Instant>> = Mutex::new(None);

fn waits() -> MutexGuard<'static, Option<Instant>> {
    WAITS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// To be called for each statement that was answered.
pub(crate) fn heard() {
    let mut waits = waits();
    *waits = waits.map(|_| Instant::now());
}

/// What `work` returns, unless the database takes more than 15 s for one of its statements.
///
/// # Errors
///
/// What `work` reports, or [`OpenError::Silent`].
pub async fn answered<T, E>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, OpenError>
where
    OpenError: From<E>,
{
    let mut work = pin!(work);
    let mut since = Instant::now();
    let outer = waits().replace(since);
    let outcome = loop {
        if let Ok(outcome) = timeout_at(since + TURN, &mut work).await {
            break outcome.map_err(OpenError::from);
        }
        match waits().filter(|last| *last > since) {
            Some(last) => since = last,
            None => break Err(OpenError::Silent),
        }
    };
    *waits() = outer.map(|_| Instant::now());
    outcome
}

/// Waits, in a thread of its own, until the limit of [`answered`] is over and nothing came of it. The
/// driver never pauses while a server sends without end.
pub(crate) fn stuck() {
    loop {
        sleep(Duration::from_secs(1));
        let since = *waits();
        if since.is_some_and(|since| {
            since.elapsed() > TURN + Duration::from_secs(2)
        }) {
            return;
        }
    }
}

/// Names as a list of SQL literals. They are ours, and have no quotes in them. The first is empty and
/// names nothing: a list of none is no SQL.
fn literals(names: &[&str]) -> String {
    let names: String =
        names.iter().map(|name| format!(", '{name}'")).collect();
    format!("''{names}")
}

/// The one row that `sql` gives.
async fn one_row(
    db: &impl ConnectionTrait,
    sql: &str,
) -> Result<QueryResult, DbErr> {
    db.query_one_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))
}
