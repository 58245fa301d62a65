//! A table, as a migration creates it.

use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr};
use sea_orm_migration::{
    prelude::{ColumnDef, DeriveIden, Table},
    schema::{pk_auto, string},
    sea_orm,
    sea_query::TableCreateStatement,
};

use super::compare;
use crate::recipes::BOTH;

#[derive(DeriveIden)]
enum Cake {
    Table,
    Id,
    Name,
}

fn with_idens() -> TableCreateStatement {
    Table::create()
        .table(Cake::Table)
        .col(
            ColumnDef::new(Cake::Id)
                .integer()
                .not_null()
                .auto_increment()
                .primary_key(),
        )
        .col(ColumnDef::new(Cake::Name).string().not_null())
        .to_owned()
}

fn with_strings() -> TableCreateStatement {
    Table::create()
        .table("pie")
        .col(pk_auto("id"))
        .col(string("name"))
        .take()
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    use sea_orm::ConnectionTrait;

    lesson.step(
        "Migrations with `Iden` enums and `ColumnDef::new`",
        "Compiles and works. Now a name can also be a string, without an enum and without \
         `Alias::new`. The functions of `sea_orm_migration::schema` return a column, which is NOT \
         NULL unless the function's name ends in `_null`. Both forms send the same SQL.",
    );
    lesson.code(source!("migration.rs"), "Cake")?;
    lesson.code(source!("migration.rs"), "with_idens")?;
    db.execute(&with_idens()).await?;
    lesson.done("1.x: table cake");
    lesson.code(source!("migration.rs"), "with_strings")?;
    db.execute(&with_strings()).await?;
    lesson.done("2.0: table pie");
    Ok(())
}

async fn nothing(_: &DbConn) -> Result<(), DbErr> {
    Ok(())
}

pub async fn a_table_of_strings_is_that_of_idens() {
    let sql = |table: TableCreateStatement| {
        table.to_string(sea_orm_migration::sea_query::PostgresQueryBuilder)
    };
    assert_eq!(
        sql(with_idens()).replace("cake", "pie"),
        sql(with_strings())
    );
    compare(steps![migration: step], &BOTH, nothing).await;
}
