//! `with` names the entity to load. SeaORM never loads a relation by itself.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn brands(
    db: &DatabaseConnection,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::empty_list(brands))
}
