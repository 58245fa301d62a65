//! # Refused
//!
//! The unique indexes reject a second C1 and a second Corolla of Toyota. The
//! foreign key rejects a model of a brand that doesn't exist. NOT NULL rejects
//! a model without a brand. RESTRICT rejects the DELETE of a brand that still
//! has models. Each call returns a `DbErr`. Its `sql_err()` recognizes a broken
//! unique or foreign key. It recognizes RESTRICT only on PostgreSQL before 18,
//! and NOT NULL never.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, EntityTrait};

use crate::{
    entity::{car_brand, car_info, car_model},
    sample::{COROLLA, TOYOTA},
};

/// Inserts a Corolla.
pub async fn insert_corolla(
    db: &DatabaseConnection,
    car_id: &str,
) -> Result<car_info::ModelEx, DbErr> {
    car_info::ActiveModel::builder()
        .set_car_id(car_id)
        .set_model_id(COROLLA)
        .set_year(2024)
        .insert(db)
        .await
}

/// Inserts a model of a brand.
pub async fn insert_model(
    db: &DatabaseConnection,
    brand_id: i32,
    name: &str,
) -> Result<car_model::ModelEx, DbErr> {
    car_model::ActiveModel::builder()
        .set_brand_id(brand_id)
        .set_name(name)
        .insert(db)
        .await
}

/// Inserts a model without a brand.
pub async fn insert_model_without_brand(
    db: &DatabaseConnection,
    name: &str,
) -> Result<car_model::ModelEx, DbErr> {
    car_model::ActiveModel::builder().set_name(name).insert(db).await
}

/// Deletes a brand.
pub async fn delete_brand(
    db: &DatabaseConnection,
    brand_id: i32,
) -> Result<DeleteResult, DbErr> {
    car_brand::Entity::delete_by_id(brand_id).exec(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let car = insert_corolla(show.db(), "C1").await;
    show.refused("insert a second car C1", car).await?;
    let model = insert_model(show.db(), TOYOTA, "Corolla").await;
    show.refused("insert a second Corolla of Toyota", model).await?;
    let model = insert_model(show.db(), 99, "Cybertruck").await;
    show.refused("insert a model of brand 99, which doesn't exist", model)
        .await?;
    let model = insert_model_without_brand(show.db(), "Cybertruck").await;
    show.refused("insert a model without a brand", model).await?;
    let brand = delete_brand(show.db(), TOYOTA).await;
    show.refused("delete Toyota, which still has models", brand).await
}
