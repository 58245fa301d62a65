//! `averages` should return every model that has a car, with the average of the
//! known prices, or `None` if no price is known. It counts an unknown price as
//! 0.

use std::process::ExitCode;

use car_mart::entity::{car_info, car_model};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QuerySelect,
    entity::prelude::Decimal,
    sea_query::{Expr, ExprTrait, Func},
};

pub async fn averages(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Option<Decimal>)>, DbErr> {
    let price = Expr::col((car_info::Entity, car_info::Column::Price));
    let average = Func::avg(price.if_null(0));
    car_model::Entity::find()
        .select_only()
        .column(car_model::Column::Name)
        .expr_as(average, "average")
        .inner_join(car_info::Entity)
        .group_by(car_model::Column::Id)
        .group_by(car_model::Column::Name)
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::average_of_nulls(averages))
}
