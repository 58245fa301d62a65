//! A database of its own for each test, on both kinds of server.

use std::process::Command;

use migrations::{
    car_mart,
    database::{self, OpenError},
    many_to_many::{association, secondary},
    one_to_one,
};
use sea_orm::DatabaseConnection;
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;

use crate::{
    postgres::{self, Template},
    programs,
};

/// On which of the two a test runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In memory.
    Sqlite,
    /// On the server that [`postgres`] found.
    Postgres,
}

/// Every lesson's schema, migrated once for all tests.
static MIGRATED: Template = Template::new(|url| {
    Box::pin(async move {
        up::<car_mart::Migrator>(&url, "car-mart").await?;
        up::<one_to_one::Migrator>(&url, "one-to-one").await?;
        up::<secondary::Migrator>(&url, "many-to-many-secondary").await?;
        up::<association::Migrator>(&url, "many-to-many-association").await
    })
});

async fn up<M: MigratorTrait>(url: &str, lesson: &str) -> Result<(), OpenError> {
    let db = database::open(Some(url), lesson).await?;
    M::up(&db, None).await?;
    Ok(db.close().await?)
}

/// A database that no other test uses.
pub enum TestDatabase {
    /// In memory: a new one for every connection.
    Sqlite,
    /// Dropped with this value.
    Postgres(postgres::TestDatabase),
}

impl TestDatabase {
    /// A new database of that kind; on PostgreSQL with every lesson's schema in it.
    pub async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite,
            Kind::Postgres => Self::Postgres(postgres::TestDatabase::new(&MIGRATED).await),
        }
    }

    /// Opens it as a lesson does.
    pub async fn open(&self, lesson: &str) -> DatabaseConnection {
        let url = match self {
            Self::Sqlite => None,
            Self::Postgres(database) => Some(database.url()),
        };
        database::open(url, lesson)
            .await
            .expect("a new database opens")
    }
}

/// A database that outlives a program: a file, or one on the server.
pub struct Place {
    /// What to give to the program.
    pub url: String,
    _file: Option<TempDir>,
    _database: Option<postgres::TestDatabase>,
}

impl Place {
    /// A new one, with nothing in it.
    pub async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let folder = programs::folder();
                let file = folder.path().join("lesson.db");
                Self {
                    url: format!("sqlite:{}?mode=rwc", file.display()),
                    _file: Some(folder),
                    _database: None,
                }
            }
            Kind::Postgres => {
                let database = postgres::TestDatabase::empty().await;
                Self {
                    url: database.url().to_owned(),
                    _file: None,
                    _database: Some(database),
                }
            }
        }
    }

    /// The program of a package with the name of a lesson, on this database.
    pub fn lesson(&self, package: &str, name: &str) -> Command {
        let mut command = programs::lesson(package, &self.url);
        command.arg(name);
        command
    }
}

/// Makes two tests of each function, `sqlite` and `postgres`, in a module of its name.
macro_rules! both_databases {
    ($(async fn $name:ident($kind:ident: Kind) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn run($kind: Kind) $body

            #[tokio::test]
            async fn sqlite() {
                run(Kind::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                run(Kind::Postgres).await;
            }
        }
    )+};
}
pub(crate) use both_databases;
