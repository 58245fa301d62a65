//! # Create from the brand
//!
//! A new brand is inserted with its models and their cars as one tree, one
//! INSERT per row. To add a model to a stored brand, set the foreign key: you
//! don't need to read the brand. This transaction is rolled back, so later
//! steps don't see its rows.

use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};

use super::read_from_brands::{PATH, paths};
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
/// `CarModel(name="Yaris", brand_id=1)`.
pub async fn add_to_a_stored_brand(
    db: &(impl ConnectionTrait + TransactionTrait),
    brand_id: i32,
) -> Result<car_model::ModelEx, DbErr> {
    car_model::ActiveModel::builder()
        .set_brand_id(brand_id)
        .set_name("Yaris")
        .insert(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    let volkswagen = create_from_the_brand(&*tx).await?;
    show.table("Volkswagen, as `insert` returned it", PATH, paths(&volkswagen))
        .await?;
    show.ran(add_to_a_stored_brand(&*tx, TOYOTA).await?).await?;
    show.roll_back(tx).await
}
