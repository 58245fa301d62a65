//! The page limits the brands, before their models are read.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn first(
    db: &DatabaseConnection,
    number: u64,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let brands = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(db, number)
        .fetch_page(0)
        .await?;
    let mut found = Vec::new();
    for brand in brands {
        let models = brand.models.into_iter();
        found.push((brand.name, models.map(|model| model.name).collect()));
    }
    Ok(found)
}

fn main() -> ExitCode {
    exercises::run(exercises::check::limit(first))
}
