//! An UPDATE writes the columns that are `Set` in the ActiveModel.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, Set,
};

pub async fn move_model(
    db: &DatabaseConnection,
    model: &str,
    brand: &str,
) -> Result<(), DbErr> {
    let brand = car_brand::Entity::find_by_name(brand).require_one(db).await?;
    let model = car_model::Entity::find()
        .filter(car_model::COLUMN.name.eq(model))
        .require_one(db)
        .await?;
    let mut model = model.into_active_model();
    model.brand_id = Set(brand.id);
    model.update(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::move_child(move_model))
}
