//! # Load, edit, save
//!
//! This loads Toyota with its models and their cars, and saves it once. A model
//! is renamed and one is added: an UPDATE and an INSERT, and nothing for the
//! brand and the four cars. It is rolled back. Yaris has id 10 on PostgreSQL,
//! which reuses no ids of rows that were rolled back, and 6 on SQLite.

use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DbErr, EntityLoaderTrait, IntoActiveModel, Set,
    TransactionTrait, TryIntoModel,
};

use super::read_from_brands::{PATH, paths};
use crate::{
    entity::{car_brand, car_info, car_model},
    sample::TOYOTA,
};

/// Renames the second model of a brand, and adds a model. SQLAlchemy's
/// `toyota.models[1].name = ...` and `toyota.models.append(...)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such brand.
pub async fn edit(
    db: &(impl ConnectionTrait + TransactionTrait),
    brand_id: i32,
) -> Result<car_brand::ModelEx, DbErr> {
    let brand = car_brand::Entity::load()
        .filter_by_id(brand_id)
        .with((car_model::Entity, car_info::Entity))
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("no such brand".to_owned()))?;
    let mut brand = brand.into_active_model();
    brand.models[1].name = Set("Camry Hybrid".to_owned());
    brand.models.push(car_model::ActiveModel::builder().set_name("Yaris"));
    // `update` would try to update the new model too, which has no id yet.
    brand.save(db).await?.try_into_model()
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    let toyota = edit(&*tx, TOYOTA).await?;
    show.table("Toyota, as `save` returned it", PATH, paths(&toyota))
        .await?;
    show.roll_back(tx).await
}
