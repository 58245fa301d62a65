//! A statement that one database refuses and the other one answers.

use car_mart::entity::car_info;
use harness::source;
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QueryOrder, QuerySelect,
};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<Vec<(i32, i32)>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column(car_info::Column::ModelId)
        .column(car_info::Column::Year)
        .group_by(car_info::COLUMN.model_id)
        .order_by_asc(car_info::COLUMN.model_id)
        .into_tuple()
        .all(db)
        .await
}

async fn right(db: &DbConn) -> Result<Vec<(i32, i32)>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column(car_info::Column::ModelId)
        .column_as(car_info::Column::Year.max(), "year")
        .group_by(car_info::COLUMN.model_id)
        .order_by_asc(car_info::COLUMN.model_id)
        .into_tuple()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "grouping_by_one_column_and_selecting_all_says_must_appear_in_group_by.rs"
        ),
        heading: "`must appear in the GROUP BY clause or be used in an aggregate function`",
        also: &[],
        given: "Seven cars of four models, of several years. You want one year per model.",
        instead: "Select the year with an aggregate (here the newest), or group by every column \
                  that you select. If you group by a table's primary key, PostgreSQL also accepts \
                  [the other columns of that \
                  table](../recipes/how-do-i-count-the-children-of-each-parent.md). Test on the database that you use in production.",
        cause: "The same statement goes to both databases. PostgreSQL refuses it, because a group \
                has several years. SQLite returns the year of an arbitrary row of the group.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
