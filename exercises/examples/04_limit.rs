//! `first` should return the first `number` brands by id, each with all of its
//! models. It returns too few brands, or too few models.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryOrder, QuerySelect};

pub(crate) async fn first(
    db: &DatabaseConnection,
    number: u64,
) -> Result<Vec<(car_brand::Model, Vec<car_model::Model>)>, DbErr> {
    car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_asc(car_brand::Column::Id)
        .limit(number)
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::limit(first))
}
