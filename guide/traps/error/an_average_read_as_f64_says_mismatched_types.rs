//! An average, read into a float.

use car_mart::entity::car_info;
use harness::source;
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QuerySelect,
    entity::prelude::Decimal,
};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<Option<f64>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.avg(), "average")
        .into_tuple()
        .one(db)
        .await
}

async fn right(db: &DbConn) -> Result<Option<Option<Decimal>>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.avg(), "average")
        .into_tuple()
        .one(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("an_average_read_as_f64_says_mismatched_types.rs"),
        heading: "`mismatched types; Rust type` … `is not compatible with SQL type` NUMERIC: AVG",
        also: &[],
        given: "The average of an INTEGER column.",
        instead: "Read an average as `Option<Decimal>`. `one` adds the outer `Option`: it is \
                  `None` if there is no row. The inner one is `None` if the value is NULL.",
        cause: "PostgreSQL's AVG of integers is NUMERIC, which SQLx doesn't decode as `f64`. \
                SQLite's AVG is REAL, which SQLx does decode, so this fails on PostgreSQL only.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
