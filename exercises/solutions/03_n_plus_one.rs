//! The loader reads the models of all brands in one SELECT.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn brands(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let mut found = Vec::new();
    let brands = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    for brand in brands {
        let models = brand.models.into_iter();
        found.push((brand.name, models.map(|model| model.name).collect()));
    }
    Ok(found)
}

fn main() -> ExitCode {
    exercises::run(exercises::check::n_plus_one(brands))
}
