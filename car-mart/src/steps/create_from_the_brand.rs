//! A brand with a model with a car, written as one tree.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    TransactionTrait, TryIntoModel,
};

use super::read_from_brands::branches;
use crate::{
    entity::{car_brand, car_info, car_model},
    sample::TOYOTA,
};

/// Inserts a brand, a model and a car. SeaORM inserts them from the top and
/// fills in the foreign keys.
pub async fn create_from_the_brand(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<car_brand::ModelEx, DbErr> {
    let car = car_info::ActiveModel::builder()
        .set_car_id("C8")
        .set_year(2023)
        .set_price(30_000);
    let model = car_model::ActiveModel::builder().set_name("Golf").add_car(car);
    car_brand::ActiveModel::builder()
        .set_name("Volkswagen")
        .add_model(model)
        .insert(db)
        .await
}

/// Adds a model to a stored brand. SQLAlchemy's
/// `toyota.models.append(CarModel(name="Yaris"))`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such brand.
pub async fn add_to_a_stored_brand(
    db: &(impl ConnectionTrait + TransactionTrait),
    brand_id: i32,
) -> Result<car_brand::ModelEx, DbErr> {
    let brand = car_brand::Entity::find_by_id(brand_id).require_one(db).await?;
    brand
        .into_ex()
        .into_active_model()
        .add_model(car_model::ActiveModel::builder().set_name("Yaris"))
        // `update` would try to update the new model too, which has no id yet.
        .save(db)
        .await?
        .try_into_model()
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the brand",
        "A new brand is inserted with its models and their cars as one tree, one INSERT per row. \
         To add a model to a stored brand, use `save`. The returned brand has only the new model, \
         because Corolla and Camry were not loaded. The transaction is rolled back, so later steps \
         don't see these rows.",
    );
    let transaction = db.begin().await?;
    lesson
        .code(source!("create_from_the_brand.rs"), "create_from_the_brand")?;
    let volkswagen = create_from_the_brand(&transaction).await?;
    lesson.rows("Volkswagen, as `insert` returned it", branches(&[volkswagen]));
    lesson
        .code(source!("create_from_the_brand.rs"), "add_to_a_stored_brand")?;
    let toyota = add_to_a_stored_brand(&transaction, TOYOTA).await?;
    lesson.rows("Toyota, as `save` returned it", branches(&[toyota]));
    transaction.rollback().await
}
