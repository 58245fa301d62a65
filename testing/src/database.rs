//! A database for each test.

use std::{
    fmt::{self, Display, Formatter},
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use harness::database;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use tempfile::TempDir;

use crate::{
    RUN,
    guard::folder,
    server::{Server, block_on, say, server, sweep},
};

/// On which of the two a test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file, or memory.
    Sqlite,
    /// A database on the server that the tests share.
    Postgres,
}

impl Kind {
    /// SQLite comes first: it is on every machine.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// A database that no other test uses. Keep the value until the test ends: the
/// database goes with it, also when the test panics.
pub struct TestDatabase {
    url: String,
    place: Place,
}

enum Place {
    File(TempDir),
    Server(Arc<Server>, String),
}

impl TestDatabase {
    /// A new database without any table.
    ///
    /// # Panics
    ///
    /// If there is no server: then the test did not run. If the server refuses.
    pub async fn empty(kind: Kind) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if kind == Kind::Sqlite {
            let folder = folder();
            let url = format!(
                "sqlite:{}?mode=rwc",
                folder.path().join("test.db").display()
            );
            return Self {
                url,
                place: Place::File(folder),
            };
        }
        let server = server().await;
        let name =
            format!("{}_{}", *RUN, COUNT.fetch_add(1, Ordering::Relaxed));
        // Unlike `template1`, nobody can be connected to `template0`: then the
        // server would refuse.
        let created = server
            .run(&format!("CREATE DATABASE {name} TEMPLATE template0"))
            .await;
        created.expect("the tests' user may create databases");
        Self {
            url: server.url_of(&name).into(),
            place: Place::Server(server, name),
        }
    }

    /// On which of the two it is.
    pub fn kind(&self) -> Kind {
        match self.place {
            Place::File(_) => Kind::Sqlite,
            Place::Server(..) => Kind::Postgres,
        }
    }

    /// What to give to a program. It may hold a password: not for messages.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name on the server. Roles whose names begin with it and an
    /// underscore go with it.
    pub fn name(&self) -> &str {
        match &self.place {
            Place::Server(_, name) => name,
            Place::File(_) => "main",
        }
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        match &self.place {
            Place::File(folder) => folder.path().join("test.db"),
            Place::Server(..) => PathBuf::new(),
        }
    }

    /// The names of the files in its folder.
    pub fn files(&self) -> Vec<String> {
        let Place::File(folder) = &self.place else {
            return Vec::new();
        };
        let files = fs::read_dir(folder.path()).expect("a folder");
        let mut files: Vec<_> =
            files.map(|file| file.expect("a file").file_name()).collect();
        files.sort();
        files
            .into_iter()
            .map(|name| name.into_string().expect("UTF-8"))
            .collect()
    }

    /// Opens it as a lesson does. On SQLite that is memory and not the file of
    /// [`url`](Self::url), which is slower.
    pub async fn open(&self, lesson: &str) -> DatabaseConnection {
        let url = matches!(self.place, Place::Server(..))
            .then_some(self.url.as_str());
        let place = database::Place {
            lesson,
            tables: &[],
            temporary: false,
        };
        let db = database::open(url, place).await;
        db.unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Place::Server(server, name) = &self.place else {
            return;
        };
        // In a thread of its own, because this one may be running the test's
        // runtime.
        let dropped = thread::scope(|scope| {
            let whose = format!("name ~ '^{name}(_|$)'");
            let thread =
                scope.spawn(move || block_on(sweep(&server.url, &whose)));
            thread.join()
        });
        // No panic: while a test panics it would end the whole run.
        if !matches!(dropped, Ok(Ok(()))) {
            say(&format!(
                "{name} is left on the server; the next run sweeps it"
            ));
        }
    }
}

/// One connection to `url`, with nothing set: a reader's.
pub async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        // Else the pool opens another session after some minutes.
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false);
    Database::connect(options).await
}
