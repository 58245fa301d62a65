//! Three tables filled, one INSERT each.

use harness::{Recorder, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set};

use crate::{
    entity::{car_brand, car_info, car_model},
    sample::{BRANDS, CARS, MODELS},
};

/// Inserts the sample rows, parents before children. SQLAlchemy's
/// `session.add_all` followed by `commit`.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let brands = BRANDS.map(|name| car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    car_brand::Entity::insert_many(brands).exec(db).await?;

    let models = MODELS.map(|(brand_id, name)| car_model::ActiveModel {
        brand_id: Set(brand_id),
        name: Set(name.to_owned()),
        ..Default::default()
    });
    car_model::Entity::insert_many(models).exec(db).await?;

    let cars = CARS.map(|(car_id, model, year, price)| car_info::ActiveModel {
        car_id: Set(car_id.to_owned()),
        model_id: Set(model),
        year: Set(year),
        price: Set(price),
        ..Default::default()
    });
    car_info::Entity::insert_many(cars).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Parents before children, one INSERT per table. A child references its parent by id. Tesla \
         has no model, X5 has no car, and C7 has no price.",
    );
    lesson.code(source!("create.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_brand", brands);
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_model", models);
    let cars = car_info::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("car_info", cars);
    Ok(())
}
