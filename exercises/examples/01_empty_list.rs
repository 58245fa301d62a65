//! `brands` should return every brand with its models, ordered by the brand's
//! id. Every list comes back empty.

use std::process::ExitCode;

use car_mart::entity::car_brand;
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn brands(
    db: &DatabaseConnection,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load().order_by_id_asc().all(db).await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::empty_list(brands))
}
