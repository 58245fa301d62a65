//! # Migrations with `Iden` enums and `ColumnDef::new`
//!
//! Compiles and works. Now a name can also be a string, without an enum and without `Alias::new`.
//! The functions of `sea_orm_migration::schema` return a column, which is NOT NULL unless the
//! function's name ends in `_null`. Both forms send the same SQL.

use harness::{Done, Recorder, statements::Statements};
use sea_orm::DbErr;
use sea_orm_migration::{
    SchemaManager,
    prelude::{ColumnDef, DeriveIden, Table},
    schema::{pk_auto, string},
    sea_orm,
};
use testing::{Kind, TestDatabase};

#[derive(DeriveIden)]
pub enum Cake {
    Table,
    Id,
    Name,
}

/// 1.x: what `up` of a migration does.
pub async fn with_idens(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table(Cake::Table)
        .col(
            ColumnDef::new(Cake::Id)
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(ColumnDef::new(Cake::Name).string().not_null())
        .to_owned();
    manager.create_table(table).await
}

/// 2.0: the same with strings.
pub async fn with_strings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pie")
        .col(pk_auto("id"))
        .col(string("name"))
        .take();
    manager.create_table(table).await
}

pub async fn step(show: &mut Recorder) -> Done {
    with_idens(&SchemaManager::new(show.db())).await?;
    show.done().await?;
    with_strings(&SchemaManager::new(show.db())).await?;
    show.done().await
}

pub async fn a_table_of_strings_is_that_of_idens(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let (mut db, statements) =
        (database.open("recipes").await, Statements::default());
    statements.record(&mut db);
    with_idens(&SchemaManager::new(&db)).await.unwrap();
    with_strings(&SchemaManager::new(&db)).await.unwrap();
    let sql = statements.take_sql();
    assert_eq!(sql[0].replace("cake", "pie"), sql[1]);
}
