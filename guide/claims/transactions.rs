//! How long a transaction waits for a connection or for another writer.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DbBackend, DbErr, EntityTrait,
    RuntimeErr, Statement, TransactionTrait, sea_query::Expr,
};
use testing::{Kind, TestDatabase, connect};
use tokio::time::{sleep, timeout};

use crate::recipes::get_or_create::{self, post};

/// If the program sets nothing.
async fn a_pool_waits_30_seconds_and_sqlite_5_for_another_writer(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = Database::connect(database.url()).await.unwrap();
    let waits = match kind {
        Kind::Postgres => {
            let pool = db.get_postgres_connection_pool();
            assert_eq!(pool.options().get_max_connections(), 10);
            pool.options().get_acquire_timeout()
        }
        Kind::Sqlite => {
            let sql = Statement::from_string(
                DbBackend::Sqlite,
                "PRAGMA busy_timeout",
            );
            let row = db.query_one_raw(sql).await.unwrap().unwrap();
            let milliseconds: i32 = row.try_get_by_index(0).unwrap();
            assert_eq!(milliseconds, 5_000);
            let pool = db.get_sqlite_connection_pool();
            assert_eq!(pool.options().get_max_connections(), 1);
            pool.options().get_acquire_timeout()
        }
    };
    assert_eq!(waits, Duration::from_secs(30));
    db.close().await.unwrap();
}

/// `db` has a free connection here, so nothing waits for one; the database waits for the row.
async fn a_write_through_db_waits_for_the_open_transaction_that_wrote_the_row()
{
    let database = TestDatabase::empty(Kind::Postgres).await;
    let mut options = ConnectOptions::new(database.url());
    options.acquire_timeout(Duration::from_secs(2));
    let db = Database::connect(options).await.unwrap();
    get_or_create::posts(&db).await.unwrap();
    let update = |title: &str| {
        let title = Expr::value(title);
        post::Entity::update_many().col_expr(post::Column::Title, title)
    };
    let transaction = db.begin().await.unwrap();
    update("Joins").exec(&transaction).await.unwrap();
    let mut write = Box::pin(update("Loaders").exec(&db));
    let waits = timeout(Duration::from_secs(4), &mut write).await;
    assert!(waits.is_err(), "{waits:?}");
    transaction.commit().await.unwrap();
    assert_eq!(write.await.unwrap().rows_affected, 1);
    db.close().await.unwrap();
}

/// The same with a write first waits for the other writer.
async fn a_sqlite_transaction_that_reads_first_can_fail_with_database_is_locked()
 {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let mut options = ConnectOptions::new(database.url());
    options.max_connections(2);
    let db = Database::connect(options).await.unwrap();
    get_or_create::posts(&db).await.unwrap();
    for reads in [true, false] {
        let one = db.begin().await.unwrap();
        if reads {
            let post = post::Entity::find().require_one(&one);
            post.await.unwrap();
        }
        let other = db.begin().await.unwrap();
        get_or_create::tag_named(&other, "orm").await.unwrap();
        let write = async {
            match get_or_create::tag_named(&one, "sql").await {
                Ok(_) => one.commit().await,
                Err(error) => {
                    one.rollback().await.unwrap();
                    Err(error)
                }
            }
        };
        let commit = async {
            sleep(Duration::from_millis(300)).await;
            other.commit().await
        };
        let (written, committed) = tokio::join!(write, commit);
        committed.unwrap();
        let error = written.err().map(|error| error.to_string());
        let locked =
            error.is_some_and(|error| error.contains("database is locked"));
        assert_eq!(locked, reads);
    }
    db.close().await.unwrap();
}

/// In the default mode the code is 5.
async fn a_stale_read_of_sqlite_in_wal_mode_has_the_code_517() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let connect = async || connect(database.url()).await.unwrap();
    let (db, other) = (connect().await, connect().await);
    for sql in ["PRAGMA journal_mode = WAL", "CREATE TABLE t (n integer)"] {
        db.execute_unprepared(sql).await.unwrap();
    }
    let transaction = db.begin().await.unwrap();
    let read = Statement::from_string(DbBackend::Sqlite, "SELECT n FROM t");
    transaction.query_all_raw(read).await.unwrap();
    let write = "INSERT INTO t VALUES (1)";
    other.execute_unprepared(write).await.unwrap();
    let refused = transaction.execute_unprepared(write).await.unwrap_err();
    let DbErr::Exec(RuntimeErr::SqlxError(error)) = refused else {
        panic!("{refused}")
    };
    let code = error.as_database_error().and_then(|error| error.code());
    assert_eq!(code.as_deref(), Some("517"));
}

testing::tests![
    a_pool_waits_30_seconds_and_sqlite_5_for_another_writer,
    a_write_through_db_waits_for_the_open_transaction_that_wrote_the_row,
    a_sqlite_transaction_that_reads_first_can_fail_with_database_is_locked,
    a_stale_read_of_sqlite_in_wal_mode_has_the_code_517,
];
