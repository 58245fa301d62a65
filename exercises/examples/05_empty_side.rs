//! `counts` should return the name of every brand with the number of its
//! models. It leaves out a brand without models, which should have 0.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect,
};

pub async fn counts(
    db: &DatabaseConnection,
) -> Result<Vec<(String, i64)>, DbErr> {
    car_brand::Entity::find()
        .select_only()
        .column(car_brand::Column::Name)
        .column_as(car_model::Column::Id.count(), "models")
        .inner_join(car_model::Entity)
        .group_by(car_brand::Column::Id)
        .group_by(car_brand::Column::Name)
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::empty_side(counts))
}
