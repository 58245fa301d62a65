//! `fresh` in a schema that others use too.

use harness::source;
use migrations::car_mart::Migrator;
use sea_orm::{ConnectionTrait, DbConn, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::traps::{
    Trap,
    fixtures::{car_mart, tables},
    said,
};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    Migrator::fresh(db).await
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    Migrator::refresh(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("fresh_drops_the_tables_of_others.rs"),
        heading: "A table is gone after `Migrator::fresh`",
        also: &[],
        given: "The schema has the tables of car-mart and a table `notes`, which no migration \
                created.",
        instead: "Use `refresh`, which rolls back the migrations and applies them again. On \
                  PostgreSQL, give the project its own schema.",
        cause: "`fresh` drops every table of the current schema, not only those of the migrations \
                (`drop_everything_impl` in `sea-orm-migration/src/migrator/exec.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let names = ["car_brand", "car_model", "car_info", "notes"];
        let notes = "CREATE TABLE notes (id integer PRIMARY KEY)";
        db.execute_unprepared(notes).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("Tables afterwards", tables(db, &names).await);
        db.execute_unprepared(notes).await.unwrap();
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then("Tables afterwards", tables(db, &names).await);
    })
    .await;
}
