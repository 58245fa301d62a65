//! A SQLite file that holds one lesson, marked in its header.

use std::time::{Duration, Instant};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    sqlx::sqlite::SqliteConnectOptions,
};
use tokio::time::sleep;

use super::{
    OpenError, TURN,
    error::{code, words},
    first_name, literals, one_row,
};

/// Says that this project made the file: the header has a number for that ("SORL" in ASCII).
const APPLICATION_ID: i32 = 0x534F_524C;

/// Opens `url` and claims its file.
pub(super) async fn open(url: &str) -> Result<DatabaseConnection, OpenError> {
    let rest = url.trim_start_matches("sqlite:");
    let authority = rest
        .strip_prefix("//")
        .and_then(|rest| rest.split('/').next());
    if authority.is_some_and(|authority| authority.contains('@')) {
        return Err(OpenError::Url(
            "a SQLite URL names a file and no server".to_owned(),
        ));
    }
    // SQLite would make a file without a name, and remove it at the end.
    if rest.trim_start_matches("//").split('?').next() == Some("") {
        return Err(OpenError::Url("it names no file".to_owned()));
    }
    let target: SqliteConnectOptions = url.parse().map_err(|error| OpenError::url(&error))?;
    let path = target.get_filename();
    let file = path.display().to_string();
    // SQLite waits for a lock on a device until its time is up.
    if path.exists() && !path.is_file() {
        return Err(OpenError::NotOurs {
            place: file,
            why: "is no regular file".to_owned(),
        });
    }

    let start = Instant::now();
    // From the beginning each time: a connection that keeps one lock while it waits for the next can
    // keep all others waiting too.
    loop {
        match claim(url, &file).await {
            Err(OpenError::Busy { .. }) if start.elapsed() < TURN => {
                sleep(Duration::from_millis(50)).await;
            }
            outcome => return outcome,
        }
    }
}

/// Connects, makes sure that the file is this project's or new, and keeps its lock.
async fn claim(url: &str, file: &str) -> Result<DatabaseConnection, OpenError> {
    let failed = |error| failure(&error, file);
    let mut options = ConnectOptions::new(url);
    options
        // One session: the lock and SQLite's memory live and die with it.
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| options.busy_timeout(Duration::ZERO));
    let db = Database::connect(options).await.map_err(failed)?;

    let sql = "SELECT application_id, journal_mode, (SELECT count(*) FROM sqlite_master) AS tables \
               FROM pragma_application_id, pragma_journal_mode";
    let found = one_row(&db, sql).await.map_err(failed)?;
    let mark = format!("PRAGMA application_id = {APPLICATION_ID}");
    let write = match (
        found.try_get("", "application_id")?,
        found.try_get::<i64>("", "tables")?,
    ) {
        // Changes nothing, but fails where nothing can be written: here the file can be named.
        (APPLICATION_ID, _) => format!("BEGIN; {mark}; ROLLBACK"),
        // New, or left behind by a run that was killed before it could mark it.
        (0, 0) => mark,
        _ => {
            return Err(OpenError::NotOurs {
                place: file.to_owned(),
                why: "was not made by this project".to_owned(),
            });
        }
    };
    // A reader's tool may have turned on the write-ahead log, in which the lock below doesn't work.
    if found.try_get::<String>("", "journal_mode")? == "wal" {
        db.execute_unprepared("PRAGMA journal_mode = DELETE")
            .await
            .map_err(failed)?;
    }
    // The lock: an exclusive transaction whose lock stays with the session.
    db.execute_unprepared("BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT")
        .await
        .map_err(failed)?;
    db.execute_unprepared(&write).await.map_err(failed)?;
    Ok(db)
}

/// Drops the lesson's `tables`.
pub(super) async fn clear(db: &DatabaseConnection, tables: &[&str]) -> Result<(), OpenError> {
    if let Some(name) = first_name(db, strangers(tables)).await? {
        let file = "SELECT file FROM pragma_database_list WHERE name = 'main'";
        return Err(OpenError::Stranger {
            place: one_row(db, file).await?.try_get("", "file")?,
            name,
        });
    }
    let found = db
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT 'DROP ' || type || ' \"' || name || '\"' AS sql FROM sqlite_master \
             WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             ORDER BY type DESC, name",
        ))
        .await?;
    // Else a table that others refer to could not be dropped before them.
    db.execute_unprepared("PRAGMA foreign_keys = OFF").await?;
    for statement in found {
        let sql: String = statement.try_get("", "sql")?;
        db.execute_unprepared(&sql).await?;
    }
    db.execute_unprepared("PRAGMA foreign_keys = ON").await?;
    Ok(())
}

/// What is in the file and not among `tables`.
pub(super) fn strangers(tables: &[&str]) -> String {
    format!(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') \
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ({}) ORDER BY name LIMIT 1",
        literals(tables)
    )
}

/// What keeps SQLite from using the file, in the reader's terms.
fn failure(error: &DbErr, file: &str) -> OpenError {
    // The low byte of the extended code; 5 is SQLITE_BUSY.
    let busy = code(error)
        .parse::<u32>()
        .is_ok_and(|code| code & 0xff == 5);
    if busy {
        return OpenError::Busy {
            place: file.to_owned(),
        };
    }
    OpenError::File {
        file: file.to_owned(),
        reason: words(error),
    }
}
