//! `db` instead of the transaction, and no other connection in the pool.

use std::time::Duration;

use harness::source;
use sea_orm::{
    ActiveModelTrait, ConnectOptions, Database, DatabaseConnection, DbConn,
    DbErr, EntityTrait, PaginatorTrait, Set, TransactionTrait,
};

use crate::traps::{
    Trap,
    library::{self, author},
    make, said,
};

/// A pool of one connection, as a SQLite database has by default.
async fn one_connection(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).acquire_timeout(Duration::from_secs(5));
    Database::connect(options).await
}

async fn wrong(db: &DbConn) -> Result<u64, DbErr> {
    let transaction = db.begin().await?;
    let author = author::ActiveModel {
        name: Set("Le Guin".to_owned()),
        ..Default::default()
    };
    author.insert(&transaction).await?;
    let authors = author::Entity::find().count(db).await?;
    transaction.commit().await?;
    Ok(authors)
}

async fn right(db: &DbConn) -> Result<u64, DbErr> {
    let transaction = db.begin().await?;
    let author = author::ActiveModel {
        name: Set("Le Guin".to_owned()),
        ..Default::default()
    };
    author.insert(&transaction).await?;
    let authors = author::Entity::find().count(&transaction).await?;
    transaction.commit().await?;
    Ok(authors)
}

pub async fn test() {
    let trap = Trap {
        source: source!("using_the_pool_inside_a_transaction_times_out.rs"),
        heading: "`Connection pool timed out`",
        also: &["`Failed to acquire connection from pool`"],
        given: "The table `author` is empty, and the pool has one connection.",
        instead: "Pass the transaction to every call between `begin` and `commit`.",
        cause: "A transaction keeps its connection until it ends. `db` is the pool: each call on it \
                takes another connection, and waits for one if all are in use. A pool has one \
                connection on SQLite and 10 on PostgreSQL unless you set `max_connections`. While \
                PostgreSQL's pool has a free one, [the call runs outside the \
                transaction](a-row-survives-the-rollback.md) instead; once 10 requests do this at \
                once, none is free. The wait takes `acquire_timeout`, by default 30 seconds.\n\n\
                `acquire_timeout` doesn't end another wait: if you use `db` to change a row that \
                the open transaction changed, PostgreSQL waits for the transaction to end, while \
                your program waits for PostgreSQL.",
    };
    trap.on_both(async |_, trap| {
        let database = trap.another_database().await;
        let mut db = one_connection(database.url()).await.unwrap();
        make(&db, library::tables).await;
        trap.statements.record(&mut db);
        trap.entity("one_connection");
        trap.wrong("wrong", said(wrong(&db).await));
        trap.right("right", said(right(&db).await));
        db.close().await.unwrap();
    })
    .await;
}
