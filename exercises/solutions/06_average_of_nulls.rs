//! AVG skips NULL, and returns NULL if nothing is left.

use std::process::ExitCode;

use car_mart::entity::{car_info, car_model};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect,
    entity::prelude::Decimal,
};

pub async fn averages(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Option<Decimal>)>, DbErr> {
    car_model::Entity::find()
        .select_only()
        .column(car_model::Column::Name)
        .column_as(car_info::Column::Price.avg(), "average")
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
