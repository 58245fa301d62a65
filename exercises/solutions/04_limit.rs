//! LIMIT cuts the brands, before their models are read.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, LoaderTrait, QuerySelect};

pub(crate) async fn first(
    db: &DatabaseConnection,
    number: u64,
) -> Result<Vec<(car_brand::Model, Vec<car_model::Model>)>, DbErr> {
    let brands = car_brand::Entity::find()
        .order_by_id_asc()
        .limit(number)
        .all(db)
        .await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    Ok(brands.into_iter().zip(models).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::limit(first))
}
