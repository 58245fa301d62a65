//! `fresh` in a schema with a view.

use harness::source;
use migrations::car_mart::Migrator;
use sea_orm::{ConnectionTrait, DbConn, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    Migrator::fresh(db).await
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    Migrator::refresh(db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!("fresh_fails_where_a_view_stands_on_no_table.rs"),
        heading: "`cannot drop type` … `requires it`",
        also: &[],
        given: "The schema has the tables of car-mart, and a view that reads no table: \
                `CREATE VIEW answer AS SELECT 42 AS answer`.",
        instead: "Drop the view first, or use `refresh`, which rolls back the migrations and \
                  applies them again.",
        cause: "PostgreSQL stores a row type in `pg_type` for every view. After dropping the \
                tables, `fresh` drops every type of the schema, and the view still needs its own \
                (`query_pg_types` in `sea-orm-migration/src/migrator/queries.rs`). Related: \
                [#2215](https://github.com/SeaQL/sea-orm/issues/2215) (open).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let view = "CREATE VIEW answer AS SELECT 42 AS answer";
        db.execute_unprepared(view).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.forget();
        trap.right("right", said(right(db).await));
    })
    .await;
}
