//! A sum of integers, read into the column's own type.

use car_mart::entity::car_info;
use harness::source;
use sea_orm::{ColumnTrait, DbConn, DbErr, EntityTrait, QuerySelect};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<Option<i32>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.sum(), "sum")
        .into_tuple()
        .one(db)
        .await
}

async fn right(db: &DbConn) -> Result<Option<Option<i64>>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.sum(), "sum")
        .into_tuple()
        .one(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_sum_read_as_i32_says_mismatched_types.rs"),
        heading: "`mismatched types; Rust type` … `is not compatible with SQL type` INT8: SUM",
        also: &[],
        given: "The sum of an INTEGER column.",
        instead: "Read a sum of an INTEGER column as `Option<i64>`.",
        cause: "PostgreSQL's SUM of INTEGER is BIGINT (INT8), which is wider than the column.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
