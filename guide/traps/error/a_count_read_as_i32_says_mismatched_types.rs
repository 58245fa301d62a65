//! A count, read into an `i32`.

use car_mart::entity::car_info;
use harness::source;
use sea_orm::{ColumnTrait, DbConn, DbErr, EntityTrait, QuerySelect};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<Option<i32>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Id.count(), "count")
        .into_tuple()
        .one(db)
        .await
}

async fn right(db: &DbConn) -> Result<Option<i64>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Id.count(), "count")
        .into_tuple()
        .one(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_count_read_as_i32_says_mismatched_types.rs"),
        heading: "`mismatched types; Rust type` … `is not compatible with SQL type` INT8: COUNT",
        also: &[],
        given: "You count the cars.",
        instead: "Read a count as `i64`. It is never NULL.",
        cause: "PostgreSQL's COUNT is BIGINT (INT8).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
