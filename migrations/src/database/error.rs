//! Why a database can't be used, in the reader's terms.

use std::sync::Arc;

use sea_orm_migration::sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError, postgres::PgDatabaseError},
};
use thiserror::Error;

use super::{PATIENCE, TURN, watch::SILENCE};

/// Why a database can't be used for a lesson. Each message is one line, says what to do, and never
/// holds the password.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The text is no URL, or one of its parts is wrong.
    #[error(
        "the database URL can't be read ({0}); write it as postgres://user:password@host:5432/dbname or as sqlite:file.db?mode=rwc"
    )]
    Url(String),
    /// A URL for another kind of database.
    #[error(
        "{0:?} databases are not supported; the lessons run on postgres://… and on sqlite:…, and on SQLite in memory when no URL is given"
    )]
    Scheme(String),
    /// No server, or one that does not answer.
    #[error(
        "{server} can't be reached ({reason}); start PostgreSQL there, or correct host and port in the URL"
    )]
    NoAnswer {
        /// Host and port, or the folder of the socket.
        server: String,
        /// What the operating system says.
        reason: String,
    },
    /// Something answers, but in another language.
    #[error(
        "what answers at {server} does not speak as PostgreSQL does; correct host and port in the URL"
    )]
    NotPostgres {
        /// Host and port.
        server: String,
    },
    /// The URL asks for encryption.
    #[error(
        "these programs are built without TLS; leave sslmode out of the URL (and PGSSLMODE unset), and use a server that admits you without"
    )]
    Tls,
    /// The server is there and refuses the user.
    #[error(
        "{server} refuses user {user:?} ({reason}); correct user and password in the URL, or admit them without TLS in the server's pg_hba.conf"
    )]
    Login {
        /// Host and port.
        server: String,
        /// The user that was refused.
        user: String,
        /// The server's words.
        reason: String,
    },
    /// The server has no database of this name.
    #[error("{server} has no database {database:?}; run `createdb {database}`, or correct the URL")]
    NoDatabase {
        /// Host and port.
        server: String,
        /// The name that was asked for.
        database: String,
    },
    /// A server from before the columns that the migrations make.
    #[error("{server} is PostgreSQL {version}; the lessons need {oldest} or newer")]
    TooOld {
        /// Host and port.
        server: String,
        /// Its version.
        version: u32,
        /// The oldest that will do.
        oldest: u32,
    },
    /// The role may not create the lesson's schema.
    #[error(
        "user {user:?} may not create a schema in database {database:?}; run `GRANT CREATE ON DATABASE \"{database}\" TO \"{user}\"` as its owner"
    )]
    NoRight {
        /// The role.
        user: String,
        /// The database.
        database: String,
    },
    /// A schema of the lesson's name that this project did not make, or that another role owns.
    #[error(
        "schema {schema:?} is there already and {why}; rename or drop it, or use another database"
    )]
    NotOurs {
        /// The schema's name.
        schema: String,
        /// What tells that it may not be used.
        why: String,
    },
    /// Somebody keeps a table of their own in the lesson's schema or file.
    #[error("{place:?} holds {name:?}, which no lesson made; move it elsewhere, or drop it")]
    Guest {
        /// The schema or the file.
        place: String,
        /// The name of the table or view.
        name: String,
    },
    /// Something outside the lesson's schema refers to the lesson's tables.
    #[error(
        "the tables of schema {schema:?} can't be made anew: {reason}; drop what depends on them"
    )]
    Depended {
        /// The schema's name.
        schema: String,
        /// The server's words.
        reason: String,
    },
    /// A SQLite file that somebody else made.
    #[error("{file:?} was not made by this project; name a new file")]
    FileNotOurs {
        /// The file.
        file: String,
    },
    /// SQLite can't open or use the file.
    #[error("SQLite can't use {file:?}: {failed}")]
    File {
        /// The file.
        file: String,
        /// SQLite's words, and what to do.
        failed: String,
    },
    /// Another run has held the lesson's database for too long.
    #[error(
        "another run has used {place:?} for {} s; wait for it, or end it",
        TURN.as_secs()
    )]
    Busy {
        /// The schema or the file.
        place: String,
    },
    /// Somebody holds a lock on one of the lesson's tables.
    #[error(
        "another program has kept the lesson's tables locked for {} s; end its transaction",
        PATIENCE.as_secs()
    )]
    Locked,
    /// The session has ended.
    #[error("the server has ended the session ({0}); start it if it is down, then run this again")]
    Lost(String),
    /// The session is there, and nothing comes.
    #[error(
        "the server has said nothing for {SILENCE} s; see whether it is paused, then run this again"
    )]
    Silent,
    /// Anything else that the database refuses.
    #[error("{reason}; {advice}")]
    Failed {
        /// The database's words.
        reason: String,
        /// What to do.
        advice: &'static str,
    },
}

impl From<DbErr> for OpenError {
    fn from(error: DbErr) -> Self {
        Self::from_database(&error)
    }
}

impl OpenError {
    /// What went wrong after the connection was made.
    pub(super) fn from_database(error: &DbErr) -> Self {
        let advice = match (code(error).as_str(), sqlite_code(error)) {
            ("55P03", _) => return Self::Locked,
            ("57P01" | "57P02", _) => return Self::Lost(words(error)),
            ("57P03", _) => "wait until the server has started, then run this again",
            ("53100", _) | (_, Some(13)) => "free some space on the disk",
            ("53200" | "53300", _) => "close other programs that use the server, or wait",
            ("25006", _) => "use a server that may be written, not a standby",
            ("42501", _) => "ask the database's owner for that right, or use another database",
            // SQLITE_PERM, _READONLY, _IOERR, _CANTOPEN
            (_, Some(3 | 8 | 10 | 14)) => {
                "make the file and its folder writable, or name another file"
            }
            // SQLITE_CORRUPT, _NOTADB
            (_, Some(11 | 26)) => "name a new file",
            _ => match driver(error) {
                Some(sqlx::Error::Database(_)) => "see the server's log, or use another database",
                Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Protocol(_)) => {
                    return Self::Lost(words(error));
                }
                _ if matches!(error, DbErr::ConnectionAcquire(_)) => {
                    return Self::Lost(words(error));
                }
                // SeaORM's own words for an entry of `seaql_migrations` that it doesn't know.
                _ if words(error).contains("its file is missing") => {
                    "these are the tables of another lesson: name another file, or use `fresh`"
                }
                _ => "the lesson itself is wrong: report it with this line",
            },
        };
        Self::Failed {
            reason: words(error),
            advice,
        }
    }
}

/// The error that the database server itself reported, if `error` is one.
pub fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    driver(error).and_then(sqlx::Error::as_database_error)
}

/// The driver's error inside SeaORM's.
pub(super) fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// The driver's error as one of SeaORM's.
pub(super) fn driver_error(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

/// The server's error code (SQLSTATE, or SQLite's extended code); empty if it was not the server.
pub(super) fn code(error: &DbErr) -> String {
    database_error(error)
        .and_then(|error| error.code())
        .unwrap_or_default()
        .into_owned()
}

/// SQLite's primary code, which is the low byte of the extended one; `None` from PostgreSQL.
pub(super) fn sqlite_code(error: &DbErr) -> Option<u32> {
    let error = database_error(error)?;
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        return None;
    }
    let extended: u32 = error.code()?.parse().ok()?;
    Some(extended & 0xff)
}

/// The server's own message, or the driver's.
pub(super) fn words(error: &DbErr) -> String {
    match driver(error) {
        Some(sqlx::Error::Database(error)) => error.message().to_owned(),
        Some(sqlx::Error::Io(error)) => error.to_string(),
        _ => error.to_string(),
    }
}

/// The first line of PostgreSQL's DETAIL, which names the object that is in the way.
pub(super) fn detail(error: &DbErr) -> String {
    database_error(error)
        .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        .and_then(PgDatabaseError::detail)
        .and_then(|detail| detail.lines().next())
        .map_or_else(|| words(error), str::to_owned)
}

/// What is wrong with a URL, without the words that the driver puts in front, once or twice.
pub(super) fn reason(error: &sqlx::Error) -> String {
    let text = error.to_string();
    text.trim_start_matches("error with configuration: ")
        .to_owned()
}
