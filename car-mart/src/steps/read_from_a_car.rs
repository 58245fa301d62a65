//! # Read from a car
//!
//! Many-to-one: the same relationships from the other end. `car.model` is one
//! model and `model.brand` is one brand. The brand is nested below the model,
//! so the loader doesn't join: it sends one SELECT per table.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr};

use crate::entity::{car_brand, car_info, car_model};

/// A car with its model, and the model with its brand. `None` if there is no
/// such car.
pub async fn read_from_a_car(
    db: &DatabaseConnection,
    car_id: &str,
) -> Result<Option<car_info::ModelEx>, DbErr> {
    car_info::Entity::load()
        .filter_by_car_id(car_id)
        .with((car_model::Entity, car_brand::Entity))
        .one(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let car = read_from_a_car(show.db(), "C5").await?;
    let row = car.iter().filter_map(path);
    show.table("C5, its model and its brand", PATH, row).await
}

pub(crate) const PATH: [&str; 3] = ["car_id", "model", "brand"];

/// The path from a car up to its brand, if both were loaded.
pub(crate) fn path(car: &car_info::ModelEx) -> Option<[String; 3]> {
    let model = car.model.as_ref()?;
    let brand = model.brand.as_ref()?;
    Some([car.car_id.clone(), model.name.clone(), brand.name.clone()])
}
