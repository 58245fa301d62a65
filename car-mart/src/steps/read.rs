//! # Read
//!
//! One SELECT joins the three tables. Each row becomes a tuple: a car, its
//! model and its brand. C7 has no price: NULL in the table, None in Rust.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryOrder};

use crate::entity::{car_brand, car_info, car_model};

/// A car with its model and its brand.
pub type Car = (
    car_info::Model,
    // An Option, because a left join may find none.
    Option<car_model::Model>,
    Option<car_brand::Model>,
);

/// Every car with its model and brand, ordered by `car_id`. SQLAlchemy's
/// `select(CarInfo, CarModel,
/// CarBrand).outerjoin(CarInfo.model).outerjoin(CarModel.brand)`.
pub async fn read(db: &DatabaseConnection) -> Result<Vec<Car>, DbErr> {
    car_info::Entity::find()
        .find_also_related(car_model::Entity)
        .and_also_related(car_brand::Entity)
        .order_by_asc(car_info::COLUMN.car_id)
        .all(db)
        .await
}

/// A car in one line.
pub fn line((car, model, brand): &Car) -> String {
    let model = model.as_ref().map_or("no model", |model| &model.name);
    let brand = brand.as_ref().map_or("no brand", |brand| &brand.name);
    let price = match car.price {
        Some(price) => format!("${price}"),
        None => "no price".to_owned(),
    };
    format!("{}: {brand} {model}, {} - {price}", car.car_id, car.year)
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let cars = read(show.db()).await?;
    show.code("Car")?;
    show.code("read")?;
    show.code("line")?;
    show.lines("Every car", cars.iter().map(line).collect()).await
}
