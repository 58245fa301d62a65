//! A SQLite file that holds one lesson, marked in its header.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr,
    sqlx::sqlite::SqliteConnectOptions,
};
use tokio::time::sleep;

use super::{
    OpenError, PATIENCE, Place, TURN, close, error::words, literals, one_row,
    survey as surveyed,
};

/// Says that this project made the file: the header has a number for that ("SORL" in ASCII).
const APPLICATION_ID: i32 = 0x534F_524C;

/// Opens `url` and claims its file.
pub(super) async fn open(
    url: &str,
    place: Place<'_>,
    writes: bool,
) -> Result<DatabaseConnection, OpenError> {
    let path = path(url)?;
    // What is not there holds nothing, and a program that only reads makes no file.
    let url = match writes || path.exists() {
        true => url,
        false => "sqlite::memory:",
    };
    let file = path.display().to_string();
    let mut seen = written(&path);
    let mut since = Instant::now();
    // From the beginning each time: a connection that keeps one lock while it waits for the next can
    // keep all others waiting too.
    loop {
        match enter(url, &file, place, writes).await {
            Err(OpenError::Busy { .. }) if since.elapsed() < TURN => {}
            Err(OpenError::Busy { .. }) => {
                return Err(OpenError::Busy { place: file });
            }
            outcome => return outcome,
        }
        // Whoever writes is at work, and this run's turn comes.
        let now = written(&path);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// The file that `url` names.
fn path(url: &str) -> Result<PathBuf, OpenError> {
    let rest = url.trim_start_matches("sqlite:");
    let authority =
        rest.strip_prefix("//").and_then(|rest| rest.split('/').next());
    if authority.is_some_and(|authority| authority.contains('@')) {
        return Err(OpenError::Url(
            "a SQLite URL names a file and no server".to_owned(),
        ));
    }
    // SQLite would make a file without a name, and remove it at the end.
    if rest.trim_start_matches("//").split('?').next() == Some("") {
        return Err(OpenError::Url("it names no file".to_owned()));
    }
    let target: SqliteConnectOptions =
        url.parse().map_err(|error| OpenError::url(&error))?;
    let path = target.get_filename();
    // SQLite waits for a lock on a device until its time is up.
    if path.exists() && !path.is_file() {
        return Err(OpenError::NotOurs {
            place: path.display().to_string(),
            why: "is no regular file".to_owned(),
        });
    }
    Ok(path.to_owned())
}

/// When the file and its journal were last written.
fn written(path: &Path) -> [Option<SystemTime>; 2] {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    [path, Path::new(&journal)]
        .map(|path| fs::metadata(path).and_then(|file| file.modified()).ok())
}

/// Connects, and claims the file if the program writes.
async fn enter(
    url: &str,
    file: &str,
    place: Place<'_>,
    writes: bool,
) -> Result<DatabaseConnection, OpenError> {
    let mut options = ConnectOptions::new(url);
    options
        // One session: the lock and SQLite's memory live and die with it.
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| options.busy_timeout(Duration::ZERO));
    let connected = Database::connect(options).await;
    let db = connected.map_err(|error| failure(error, file))?;
    match claim(&db, file, place, writes).await {
        Ok(()) => Ok(db),
        Err(error) => {
            close(db).await;
            Err(error)
        }
    }
}

/// Makes sure that the file is this lesson's or new, and keeps its lock.
async fn claim(
    db: &DatabaseConnection,
    file: &str,
    place: Place<'_>,
    writes: bool,
) -> Result<(), OpenError> {
    let failed = |error| failure(error, file);
    let wal = judge(db, file, place).await?;
    if !writes {
        return Ok(());
    }
    // A reader's tool may have turned on the write-ahead log, in which the lock below doesn't work.
    if wal {
        db.execute_unprepared("PRAGMA journal_mode = DELETE")
            .await
            .map_err(failed)?;
    }
    // The lock: an exclusive transaction whose lock stays with the session. In it nobody can have
    // come first.
    db.execute_unprepared("BEGIN EXCLUSIVE").await.map_err(failed)?;
    judge(db, file, place).await?;
    let number = number(place.lesson);
    let sql = format!(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA application_id = {APPLICATION_ID}; \
         PRAGMA user_version = {number}; COMMIT"
    );
    db.execute_unprepared(&sql).await.map(drop).map_err(failed)
}

/// Makes sure that the file is this lesson's or empty, and holds nothing of a reader's. Returns
/// whether it has a write-ahead log.
async fn judge(
    db: &DatabaseConnection,
    file: &str,
    place: Place<'_>,
) -> Result<bool, OpenError> {
    // A file without the mark and without a table is new, or a run was killed before it could mark
    // it. Earlier versions didn't write the lesson down: a file with all of its tables is its own.
    let sql = format!(
        "SELECT journal_mode = 'wal' AS wal, \
         CASE WHEN application_id = 0 AND user_version = 0 AND first IS NULL THEN NULL \
         WHEN application_id <> {APPLICATION_ID} THEN 'was not made by this project' \
         WHEN user_version = {number} THEN NULL \
         WHEN user_version = 0 AND (first IS NULL OR ours = {count}) THEN NULL \
         ELSE 'is another lesson''s file' || coalesce(', with \"' || first || '\" in it', '') \
         END AS theirs FROM pragma_application_id, pragma_user_version, pragma_journal_mode, \
         (SELECT (SELECT count(*) FROM sqlite_master WHERE name IN ({names})) AS ours, \
         (SELECT name FROM sqlite_master ORDER BY type <> 'table', name LIMIT 1) AS first)",
        number = number(place.lesson),
        count = place.tables.len(),
        names = literals(place.tables),
    );
    let found =
        one_row(db, &sql).await.map_err(|error| failure(error, file))?;
    if let Some(why) = found.try_get("", "theirs")? {
        return Err(OpenError::NotOurs {
            place: file.to_owned(),
            why,
        });
    }
    surveyed(db, place).await?;
    Ok(found.try_get("", "wal")?)
}

/// The number of a lesson in the header of its file: FNV-1a of its name.
fn number(lesson: &str) -> i32 {
    let hash =
        |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    lesson.bytes().fold(0x811C_9DC5, hash).cast_signed()
}

/// What is in the file and no lesson made, and the statements that drop the rest.
pub(super) fn survey(place: Place<'_>) -> String {
    format!(
        "WITH found AS (SELECT type, name FROM sqlite_master \
         WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\') \
         SELECT file AS place, \
         (SELECT min(iif(type = 'trigger', 'trigger ' || name, name)) FROM found \
         WHERE type = 'trigger' OR name NOT IN ({})) AS stranger, \
         (SELECT group_concat('DROP ' || type || ' \"' || name || '\";', ' ') FROM \
         (SELECT * FROM found ORDER BY type DESC)) AS drops \
         FROM pragma_database_list WHERE name = 'main'",
        literals(place.tables)
    )
}

/// What keeps SQLite from using the file, in the reader's terms.
fn failure(error: DbErr, file: &str) -> OpenError {
    let reason = words(&error);
    match OpenError::from(error) {
        // There is no session to lose: what can't be opened is a file.
        OpenError::Failed(_) | OpenError::Lost(_) => OpenError::File {
            file: file.to_owned(),
            reason,
        },
        other => other,
    }
}
