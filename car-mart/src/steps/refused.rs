//! What the schema forbids.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, DeleteResult,
    EntityTrait, Set,
};

use crate::{
    entity::{car_brand, car_info, car_model},
    sample::{COROLLA, TOYOTA},
};

/// Inserts a second car C1.
pub async fn second_c1(
    db: &impl ConnectionTrait,
) -> Result<car_info::Model, DbErr> {
    car_info::ActiveModel {
        car_id: Set("C1".to_owned()),
        model_id: Set(COROLLA),
        year: Set(2024),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Inserts a second Corolla of Toyota.
pub async fn second_corolla(
    db: &impl ConnectionTrait,
) -> Result<car_model::Model, DbErr> {
    car_model::ActiveModel {
        brand_id: Set(TOYOTA),
        name: Set("Corolla".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Inserts a model of a brand that doesn't exist.
pub async fn model_of_no_brand(
    db: &impl ConnectionTrait,
) -> Result<car_model::Model, DbErr> {
    car_model::ActiveModel {
        brand_id: Set(99),
        name: Set("Cybertruck".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Inserts a model without a brand.
pub async fn model_without_brand(
    db: &impl ConnectionTrait,
) -> Result<car_model::Model, DbErr> {
    car_model::ActiveModel {
        name: Set("Cybertruck".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Deletes a brand.
pub async fn delete_brand(
    db: &impl ConnectionTrait,
    brand_id: i32,
) -> Result<DeleteResult, DbErr> {
    car_brand::Entity::delete_by_id(brand_id).exec(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The unique indexes reject a second C1 and a second Corolla of Toyota. The foreign key \
         rejects a model of a brand that doesn't exist. NOT NULL rejects a model without a brand. \
         RESTRICT rejects the DELETE of a brand that still has models.",
    );
    lesson.code(source!("refused.rs"), "second_c1")?;
    lesson.code(source!("refused.rs"), "second_corolla")?;
    lesson.code(source!("refused.rs"), "model_of_no_brand")?;
    lesson.code(source!("refused.rs"), "model_without_brand")?;
    lesson.code(source!("refused.rs"), "delete_brand")?;
    lesson.refused([
        ("insert a second car C1", second_c1(db).await.map(drop)),
        (
            "insert a second Corolla of Toyota",
            second_corolla(db).await.map(drop),
        ),
        (
            "insert a model of brand 99, which doesn't exist",
            model_of_no_brand(db).await.map(drop),
        ),
        (
            "insert a model without a brand",
            model_without_brand(db).await.map(drop),
        ),
        (
            "delete Toyota, which still has models",
            delete_brand(db, TOYOTA).await.map(drop),
        ),
    ])
}
