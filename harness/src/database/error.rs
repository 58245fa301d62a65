//! Why a database can't be used, in the reader's terms.

use std::sync::Arc;

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, error::DatabaseError, postgres::PgDatabaseError},
};
use thiserror::Error;

use super::{PATIENCE, TURN, secret::hidden};

/// Why a database can't be used for a lesson. Each message is one line, says what to do, and never
/// holds the password.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The text is no URL, or one of its parts is wrong.
    #[error(
        "the database URL can't be used: {0}; write it as postgres://user:password@host:5432/dbname or sqlite:file.db?mode=rwc"
    )]
    Url(String),
    /// No server, or one that refuses the connection.
    #[error("{server} can't be reached: {reason}; {advice}")]
    NoConnection {
        /// Host and port, or the folder of the socket.
        server: String,
        /// The words of the server, the driver or the operating system.
        reason: String,
        /// What to do.
        advice: String,
    },
    /// The connection leads to another session at each transaction.
    #[error(
        "a connection pooler is between this program and PostgreSQL, and it doesn't keep the lesson's schema; use the server's direct address"
    )]
    Pooler,
    /// The role lacks a right that the lesson needs.
    #[error(
        "this user may not create a {thing}; run as the database's owner: {grant}"
    )]
    NoRight {
        /// What needs the right.
        thing: String,
        /// The statement that gives the rights.
        grant: String,
    },
    /// A schema or a file of the lesson's name that this project did not make, or that another role
    /// owns.
    #[error("{place:?} {why}; use another file or database")]
    NotOurs {
        /// The schema or the file.
        place: String,
        /// What tells that it may not be used.
        why: String,
    },
    /// SQLite can't open or write the file.
    #[error(
        "SQLite can't use {file:?}: {reason}; name a file that may be written, with ?mode=rwc at the end if it is new"
    )]
    File {
        /// The file.
        file: String,
        /// SQLite's words.
        reason: String,
    },
    /// Somebody keeps an object of their own in the lesson's schema or file.
    #[error(
        "{place:?} holds {name:?}, which is not this lesson's; drop it, or use another file or database"
    )]
    Stranger {
        /// The schema or the file.
        place: String,
        /// The name of a table or view; of anything else, its kind too.
        name: String,
    },
    /// The lesson itself made a table that it doesn't name.
    #[error(
        "lesson {lesson} made table {table:?}; add it to `tables` of its Lesson"
    )]
    Undeclared {
        /// The lesson.
        lesson: &'static str,
        /// The table or view.
        table: String,
    },
    /// Something elsewhere depends on the lesson's tables.
    #[error(
        "the lesson's tables can't be dropped: {0}; drop what depends on them"
    )]
    Depended(String),
    /// Somebody else uses the lesson's database.
    #[error("another program has kept {place:?} locked for {} s; close it, or wait", TURN.as_secs())]
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
    /// The one session is over, and the lock with it.
    #[error(
        "the session with PostgreSQL has ended, and its lock with it: {0}; start again"
    )]
    Lost(String),
    /// Nothing comes, on this session or on the way to it.
    #[error(
        "the database doesn't answer; check that it is running, then try again"
    )]
    Silent,
    /// The program reads and reads.
    #[error(
        "no answer is complete after {} s: the database sends without end, or your own code doesn't end",
        TURN.as_secs()
    )]
    Endless,
    /// Anything else, in the words of the database or the driver.
    #[error("{0}; put that right, or use another database")]
    Failed(String),
}

impl OpenError {
    /// What the driver says about a URL, without what it puts in front.
    pub(super) fn url(error: &sqlx::Error) -> Self {
        let words = error.to_string();
        let words = words.trim_start_matches("error with configuration: ");
        Self::Url(words.to_owned())
    }
}

impl From<DbErr> for OpenError {
    fn from(error: DbErr) -> Self {
        match (code(&error).as_str(), &error) {
            ("55P03", _) => Self::Locked,
            // The low byte of SQLite's extended code; 5 is SQLITE_BUSY. PostgreSQL's have five digits.
            (code, _)
                if code.len() < 5
                    && code.parse().is_ok_and(|code: u32| code & 0xff == 5) =>
            {
                Self::Busy {
                    place: "the file".to_owned(),
                }
            }
            // A statement that was prepared in another session.
            ("26000" | "42P05", _) => Self::Pooler,
            (code, _) if code.starts_with("57P") || code == "25P03" => {
                Self::Lost(words(&error))
            }
            (_, DbErr::Exec(RuntimeErr::SqlxError(cause)))
            | (_, DbErr::Query(RuntimeErr::SqlxError(cause)))
                if matches!(**cause, sqlx::Error::Io(_)) =>
            {
                Self::Lost("the connection was closed".to_owned())
            }
            // Where it would begin another session: see `postgres::open`.
            (_, DbErr::Conn(_)) => {
                Self::Lost("the server or a timeout closed it".to_owned())
            }
            (_, DbErr::ConnectionAcquire(_)) => Self::Silent,
            _ => Self::Failed(words(&error)),
        }
    }
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Silent,
            error => {
                DbErr::Query(RuntimeErr::SqlxError(Arc::new(error))).into()
            }
        }
    }
}

/// The kind of constraint that refused a write, and the database's own words; `None` if the error is
/// no refusal.
///
/// `DbErr::sql_err` knows two kinds only, and misses `ON DELETE RESTRICT` on SQLite (1811) and
/// from PostgreSQL 18 on (23001).
pub fn refusal(error: &DbErr) -> Option<(&'static str, String)> {
    let error = database_error(error)?;
    let rule = match error.code()?.as_ref() {
        "23505" | "1555" | "2067" => "unique",
        "23503" | "23001" | "787" | "1811" => "foreign key",
        "23502" | "1299" => "not null",
        "23514" | "275" => "check",
        _ => return None,
    };
    Some((rule, hidden(error.message())))
}

/// The error that the database itself reported, if `error` is one.
pub fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            error.as_database_error()
        }
        _ => None,
    }
}

/// The database's error code (SQLSTATE, or SQLite's extended code); empty if it was not the database.
pub(super) fn code(error: &DbErr) -> String {
    database_error(error)
        .and_then(|error| error.code())
        .unwrap_or_default()
        .into_owned()
}

/// The database's own message, or the driver's, without the password.
pub fn words(error: &DbErr) -> String {
    match database_error(error) {
        Some(error) => hidden(error.message()),
        None => hidden(&error.to_string()),
    }
}

/// The first line of PostgreSQL's DETAIL, which names the object that is in the way.
pub(super) fn detail(error: &DbErr) -> String {
    database_error(error)
        .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
        .and_then(PgDatabaseError::detail)
        .and_then(|detail| detail.lines().next())
        .map_or_else(|| words(error), hidden)
}
