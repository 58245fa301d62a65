//! A foreign key, added to a table that exists.

use harness::source;
use sea_orm::{ConnectionTrait, DbConn, DbErr};
use sea_orm_migration::{
    SchemaManager,
    schema::integer_null,
    sea_query::{ForeignKey, Table},
};

use crate::traps::{Trap, panicked, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let key = ForeignKey::create()
        .name("fk-book-author_id")
        .from("book", "author_id")
        .to("author", "id")
        .take();
    SchemaManager::new(db).create_foreign_key(key).await
}

/// The new column is nullable, as it must be if the table has rows.
async fn right(db: &DbConn) -> Result<(), DbErr> {
    let column =
        integer_null("editor_id").extra("REFERENCES author (id)").take();
    let table = Table::alter().table("book").add_column(column).take();
    SchemaManager::new(db).alter_table(table).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("adding_a_foreign_key_on_sqlite_panics.rs"),
        heading: "`Sqlite does not support modification of foreign key constraints to existing tables`",
        also: &[],
        given: "`book` has a column `author_id` without a foreign key.",
        instead: "SQLite can't add a foreign key to an existing column: recreate the table and \
                  copy the rows. For a new column, add it and its foreign key in one statement, as \
                  here.",
        cause: "SQLite has no ALTER TABLE … ADD CONSTRAINT, and SeaQuery panics instead of returning an \
                error (`sea-query/src/backend/sqlite/foreign_key.rs`).",
    };
    trap.on_both(async |db, trap| {
        let author = "CREATE TABLE author (id integer PRIMARY KEY)";
        db.execute_unprepared(author).await.unwrap();
        let book =
            "CREATE TABLE book (id integer PRIMARY KEY, author_id integer)";
        db.execute_unprepared(book).await.unwrap();
        trap.forget();
        let owned = db.clone();
        let call = async move { wrong(&owned).await };
        trap.wrong("wrong", panicked(call).await);
        trap.right("right", said(right(db).await));
    })
    .await;
}
