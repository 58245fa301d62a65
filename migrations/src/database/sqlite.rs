//! A SQLite file that holds nothing but lessons, marked in its header.

use sea_orm_migration::sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    sqlx::sqlite::SqliteConnectOptions,
};

use super::{
    OpenError, TURN, connect_options,
    error::{reason, sqlite_code, words},
    no_guest, one_row, ours,
};

/// Says that this project made the file: the header has a number for that ("SORL" in ASCII).
const APPLICATION_ID: i32 = 0x534F_524C;

/// Opens `url`, which is `sqlite:` and `rest`.
pub(super) async fn open(url: &str, rest: &str) -> Result<DatabaseConnection, OpenError> {
    // SQLite would make a file without a name, and remove it at the end.
    if rest.trim_start_matches("//").split('?').next() == Some("") {
        return Err(OpenError::Url("it names no file".to_owned()));
    }
    let target: SqliteConnectOptions = url
        .parse()
        .map_err(|error| OpenError::Url(reason(&error)))?;
    let file = target.get_filename().display().to_string();
    let failed = |error| failure(&error, &file);

    let mut options = connect_options(url);
    options.map_sqlx_sqlite_opts(|options| options.busy_timeout(TURN));
    let db = Database::connect(options).await.map_err(failed)?;

    // The lock: an exclusive transaction whose lock stays with the session. The mode is set inside
    // it. Set before, a session that waits keeps its shared lock, and two of them wait for ever.
    db.execute_unprepared("BEGIN EXCLUSIVE; PRAGMA locking_mode = EXCLUSIVE; COMMIT")
        .await
        .map_err(failed)?;

    let sql = "SELECT application_id, (SELECT count(*) FROM sqlite_master) AS tables \
               FROM pragma_application_id";
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
        _ => return Err(OpenError::FileNotOurs { file }),
    };
    db.execute_unprepared(&write).await.map_err(failed)?;
    Ok(db)
}

/// Drops what lessons made.
pub(super) async fn clear(db: &DatabaseConnection) -> Result<(), OpenError> {
    let file: String = one_row(
        db,
        "SELECT file FROM pragma_database_list WHERE name = 'main'",
    )
    .await?
    .try_get("", "file")?;
    let guest = format!(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') \
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ({}) LIMIT 1",
        ours()
    );
    no_guest(db, guest, &file).await?;
    Ok(drop_tables(db).await?)
}

async fn drop_tables(db: &DatabaseConnection) -> Result<(), DbErr> {
    let found = db
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT 'DROP ' || type || ' \"' || name || '\"' AS statement FROM sqlite_master \
             WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
             ORDER BY type DESC, name",
        ))
        .await?;
    // Else a table that others refer to could not be dropped before them.
    db.execute_unprepared("PRAGMA foreign_keys = OFF").await?;
    for statement in found {
        db.execute_unprepared(&statement.try_get::<String>("", "statement")?)
            .await?;
    }
    db.execute_unprepared("PRAGMA foreign_keys = ON").await?;
    Ok(())
}

/// What keeps SQLite from using the file, in the reader's terms.
fn failure(error: &DbErr, file: &str) -> OpenError {
    let file = file.to_owned();
    let advice = match sqlite_code(error) {
        // SQLITE_BUSY
        Some(5) => return OpenError::Busy { place: file },
        // SQLITE_CANTOPEN
        Some(14) => {
            "its folder must be there, and a new file needs ?mode=rwc at the end of the URL"
        }
        // SQLITE_NOTADB
        Some(26) => "name a new file",
        // The driver's own objection.
        None => "name another file",
        _ => {
            let failed = OpenError::from_database(error);
            return OpenError::File {
                file,
                failed: failed.to_string(),
            };
        }
    };
    OpenError::File {
        file,
        failed: format!("{}; {advice}", words(error)),
    }
}
