//! Two processes that migrate at the same time.

use std::{sync::LazyLock, time::Duration};

use harness::source;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DbBackend, DbConn, DbErr,
    Statement,
};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait,
    sea_query::{ColumnDef, Table},
};
use tokio::{
    sync::Barrier,
    time::{sleep, timeout},
};

use crate::traps::{Shown, Trap, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    Migrator::up(db, None).await
}

/// `lock` is a separate pool with one connection (`max_connections(1)`). It holds the lock until it
/// is closed.
async fn right(lock: DbConn, db: &DbConn) -> Result<(), DbErr> {
    lock.execute_unprepared(match lock.get_database_backend() {
        DbBackend::Postgres => "SELECT pg_advisory_lock(1)",
        // `lock` opens a SQLite file that nothing else uses.
        _ => "BEGIN EXCLUSIVE",
    })
    .await?;
    Migrator::up(db, None).await?;
    lock.close().await
}

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Meeting)]
    }
}

/// Makes one table.
struct Meeting;

impl MigrationName for Meeting {
    fn name(&self) -> &str {
        "m20260101_000001_meeting"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Meeting {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let together = !manager.has_table("alone").await?;
        if together {
            BOTH.wait().await;
        }
        let mut meeting = Table::create();
        meeting
            .table("meeting")
            .if_not_exists()
            .col(ColumnDef::new("id").integer().primary_key());
        manager.create_table(meeting).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres if together => until_the_other_waits(db).await,
            _ => Ok(()),
        }
    }
}

/// Where the two runs meet, once both have seen that the table isn't there yet.
static BOTH: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

/// Keeps the transaction open until the other run waits for it, which real migrations do by
/// taking their time. The run that comes second never gets here.
async fn until_the_other_waits(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let waits = "SELECT 1 FROM pg_locks \
                 WHERE NOT granted AND transactionid = pg_current_xact_id()::xid";
    let waits = Statement::from_string(DbBackend::Postgres, waits);
    while db.query_one_raw(waits.clone()).await?.is_none() {
        sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("migrating_twice_at_once_says_duplicate_key.rs"),
        heading: "`duplicate key value violates unique constraint \"pg_type_typname_nsp_index\"`",
        also: &["`UNIQUE constraint failed: seaql_migrations.version`"],
        given: "Two processes start at the same time, and both apply the migrations.",
        instead: "Let one process migrate, or take a lock first. \
                  [`harness::database::open`](../../harness/src/database/mod.rs) takes one, with a \
                  timeout.",
        cause: "Migrations take no lock (`sea-orm-migration/src/migrator/exec.rs`), and CREATE \
                TABLE IF NOT EXISTS still fails if another transaction is creating the same table. \
                [#1378](https://github.com/SeaQL/sea-orm/issues/1378) (closed) asks whether \
                parallel runs can apply a migration twice.",
    };
    trap.on_both(async |_, trap| {
        let database = trap.another_database().await;
        let (one, other) = (connect(database.url()).await, connect(database.url()).await);
        Migrator::install(&one).await.unwrap();
        let runs = async { tokio::join!(wrong(&one), wrong(&other)) };
        let outcomes = timeout(Duration::from_secs(30), runs)
            .await
            .expect("the runs meet; if SeaORM takes a lock now, upstream closed this trap");
        trap.wrong("wrong", both(outcomes.into()));
        one.close().await.unwrap();
        other.close().await.unwrap();

        let database = trap.another_database().await;
        // On SQLite the lock is on a file of its own.
        let locks = trap.another_database().await;
        let lock = match database.kind() {
            testing::Kind::Postgres => database.url(),
            testing::Kind::Sqlite => locks.url(),
        };
        let (one, other) = (connect(database.url()).await, connect(database.url()).await);
        let alone = "CREATE TABLE alone (id integer)";
        one.execute_unprepared(alone).await.unwrap();
        let (lock_one, lock_other) = (connect(lock).await, connect(lock).await);
        let outcomes = tokio::join!(right(lock_one, &one), right(lock_other, &other));
        trap.right("right", both(outcomes.into()));
        one.close().await.unwrap();
        other.close().await.unwrap();
    })
    .await;
}

async fn connect(url: &str) -> DbConn {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    Database::connect(options).await.unwrap()
}

/// Both outcomes, the success first: which of the two comes first is chance.
fn both(mut outcomes: [Result<(), DbErr>; 2]) -> Shown {
    outcomes.sort_by_key(Result::is_err);
    let [one, other] = outcomes.map(|outcome| said(outcome).0);
    Shown(format!("One process:\n\n{one}\n\nThe other:\n\n{other}"))
}
