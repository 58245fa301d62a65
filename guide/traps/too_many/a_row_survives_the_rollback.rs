//! `db` instead of the transaction, and a pool with more connections.

use std::time::Duration;

use harness::source;
use sea_orm::{
    ActiveModelTrait, ConnectOptions, Database, DatabaseConnection, DbConn,
    DbErr, EntityTrait, PaginatorTrait, Set, TransactionTrait,
};

use crate::traps::{
    Trap, all,
    library::{self, author},
    make, said,
};

fn author(name: &str) -> author::ActiveModel {
    author::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

/// This returns how many authors `db` sees in the middle.
async fn wrong(db: &DbConn) -> Result<u64, DbErr> {
    let transaction = db.begin().await?;
    author("Le Guin").insert(&transaction).await?;
    let authors = author::Entity::find().count(db).await?;
    transaction.rollback().await?;
    Ok(authors)
}

/// This one writes.
async fn wrong_write(db: &DbConn) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    author("Le Guin").insert(&transaction).await?;
    author("Salinger").insert(db).await?;
    transaction.rollback().await
}

async fn right(db: &DbConn) -> Result<u64, DbErr> {
    let transaction = db.begin().await?;
    author("Le Guin").insert(&transaction).await?;
    author("Salinger").insert(&transaction).await?;
    let authors = author::Entity::find().count(&transaction).await?;
    transaction.rollback().await?;
    Ok(authors)
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_row_survives_the_rollback.rs"),
        heading: "A row survives the rollback",
        also: &["`database is locked`"],
        given: "The table `author` is empty, and the pool has two connections.",
        instead: "Pass the transaction to every call between `begin` and its end.",
        cause: "`db` is the pool, so a call on it runs on another connection, outside the \
                transaction. It doesn't see what the transaction wrote, and commits by itself. SQLite \
                allows one writer at a time: the second connection waits for `busy_timeout`, by \
                default 5 seconds, and then fails.",
    };
    trap.on_both(async |_, trap| {
        let database = trap.another_database().await;
        let mut db = two_connections(database.url()).await;
        make(&db, library::tables).await;
        trap.statements.record(&mut db);
        trap.wrong("wrong", said(wrong(&db).await));
        trap.wrong("wrong_write", said(wrong_write(&db).await));
        trap.then("author afterwards", all(author::Entity, &db).await);
        author::Entity::delete_many().exec(&db).await.unwrap();
        trap.forget();
        trap.right("right", said(right(&db).await));
        trap.then("author afterwards", all(author::Entity, &db).await);
        db.close().await.unwrap();
    })
    .await;
}

async fn two_connections(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.min_connections(2).max_connections(2);
    // The test doesn't wait as long as a program would.
    options.map_sqlx_sqlite_opts(|options| {
        options.busy_timeout(Duration::from_millis(200))
    });
    Database::connect(options).await.unwrap()
}
