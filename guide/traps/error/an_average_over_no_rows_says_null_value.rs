//! An aggregate over no rows.

use car_mart::entity::car_info;
use harness::source;
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QueryFilter, QuerySelect,
    entity::prelude::Decimal,
};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<Option<Decimal>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.avg(), "average")
        .filter(car_info::COLUMN.year.eq(1900))
        .into_tuple()
        .one(db)
        .await
}

async fn right(db: &DbConn) -> Result<Option<Option<Decimal>>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column_as(car_info::Column::Price.avg(), "average")
        .filter(car_info::COLUMN.year.eq(1900))
        .into_tuple()
        .one(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("an_average_over_no_rows_says_null_value.rs"),
        heading: "`A null value was encountered while decoding`",
        also: &[],
        given: "The average price of the cars of 1900. No car is that old.",
        instead: "Read an average, a sum, a minimum or a maximum as an `Option`.",
        cause: "Over no rows, these aggregates return one row with NULL. With GROUP BY there is no \
                row then, but a group in which every value is NULL returns NULL. COUNT returns 0.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
