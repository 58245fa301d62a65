//! One car with its model and brand.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

use crate::entity::{car_brand, car_info, car_model};

/// A car with its model, and the model with its brand. `None` if there is no
/// such car.
pub async fn read_from_a_car(
    db: &impl ConnectionTrait,
    car_id: &str,
) -> Result<Option<car_info::ModelEx>, DbErr> {
    car_info::Entity::load()
        .filter_by_car_id(car_id)
        .with((car_model::Entity, car_brand::Entity))
        .one(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from a car",
        "Many-to-one: the same relationships from the other end. `car.model` is one model and \
         `model.brand` is one brand. The loader joins a to-one field only if nothing is nested \
         below it. Here the brand is nested below the model, so it sends one SELECT per table.",
    );
    lesson.code(source!("read_from_a_car.rs"), "read_from_a_car")?;
    let car = read_from_a_car(db, "C5").await?;
    let rows = car.iter().filter_map(FromCar::from);
    lesson.rows("C5, its model and its brand", rows);
    Ok(())
}

/// The path from a car up to its brand.
pub(crate) struct FromCar {
    car_id: String,
    model: String,
    brand: String,
}

columns!(FromCar: car_id, model, brand);

impl FromCar {
    /// `None` if the model or the brand was not loaded.
    pub(crate) fn from(car: &car_info::ModelEx) -> Option<Self> {
        let model = car.model.as_ref()?;
        let brand = model.brand.as_ref()?;
        Some(Self {
            car_id: car.car_id.clone(),
            model: model.name.clone(),
            brand: brand.name.clone(),
        })
    }
}
