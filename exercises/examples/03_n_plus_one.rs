//! `brands` returns the name of every brand with the names of its models. The
//! rows are right, but it sends a SELECT for each brand: make it two
//! statements, however many brands there are.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, ModelTrait};

pub async fn brands(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let mut found = Vec::new();
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    for brand in brands {
        let models = brand
            .find_related(car_model::Entity)
            .order_by_id_asc()
            .all(db)
            .await?;
        let names = models.into_iter().map(|model| model.name).collect();
        found.push((brand.name, names));
    }
    Ok(found)
}

fn main() -> ExitCode {
    exercises::run(exercises::check::n_plus_one(brands))
}
