//! `move_model` should give a stored model another brand. It returns without an
//! error, and the model stays where it was.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter,
};

pub async fn move_model(
    db: &DatabaseConnection,
    model: &str,
    brand: &str,
) -> Result<(), DbErr> {
    let brand = car_brand::Entity::find_by_name(brand).require_one(db).await?;
    let mut model = car_model::Entity::find()
        .filter(car_model::COLUMN.name.eq(model))
        .require_one(db)
        .await?;
    model.brand_id = brand.id;
    model.into_active_model().update(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::move_child(move_model))
}
