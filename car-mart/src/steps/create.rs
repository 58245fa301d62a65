//! # Create
//!
//! Parents before children, one INSERT per table. A child references its parent
//! by id. Tesla has no model, X5 has no car, and C7 has no price.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

use crate::{
    entity::{car_brand, car_info, car_model},
    sample::{BRANDS, CARS, MODELS},
};

/// Inserts the sample rows, parents before children. SQLAlchemy's
/// `session.add_all` followed by `commit`.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    let brands =
        BRANDS.map(|name| car_brand::ActiveModel::builder().set_name(name));
    car_brand::Entity::insert_many(brands).exec(db).await?;

    let models = MODELS.map(|(brand_id, name)| {
        car_model::ActiveModel::builder()
            .set_brand_id(brand_id)
            .set_name(name)
    });
    car_model::Entity::insert_many(models).exec(db).await?;

    let cars = CARS.map(|(car_id, model_id, year, price)| {
        car_info::ActiveModel::builder()
            .set_car_id(car_id)
            .set_model_id(model_id)
            .set_year(year)
            .set_price(price)
    });
    car_info::Entity::insert_many(cars).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}
