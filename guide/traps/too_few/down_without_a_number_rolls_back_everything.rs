//! `down` without a number.

use harness::source;
use migrations::many_to_many::secondary::Migrator;
use sea_orm::{DbConn, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::traps::{Trap, fixtures::tables, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    Migrator::down(db, None).await
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    Migrator::down(db, Some(1)).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("down_without_a_number_rolls_back_everything.rs"),
        heading: "No table is left after `Migrator::down`",
        also: &[],
        given: "Three migrations are applied. You want to roll back the last one.",
        instead: "Say how many migrations to roll back.",
        cause: "For `Migrator::down`, `None` means all migrations \
                (`sea-orm-migration/src/migrator.rs`). SeaORM's command line rolls back 1 by \
                default.",
    };
    trap.on_both(async |db, trap| {
        let names = ["student", "course", "student_course"];
        Migrator::up(db, None).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("Tables afterwards", tables(db, &names).await);
        Migrator::up(db, None).await.unwrap();
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then("Tables afterwards", tables(db, &names).await);
    })
    .await;
}
