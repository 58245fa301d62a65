//! A new price for a car.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr,
    IntoActiveModel, Set,
};

use super::read::{Car, CarRow, read};
use crate::entity::car_info;

/// Gives a car a new price and returns the row as it is stored now.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such car.
pub async fn update_price(
    db: &impl ConnectionTrait,
    car_id: &str,
    price: i32,
) -> Result<car_info::Model, DbErr> {
    let car = car_info::Entity::find_by_car_id(car_id).require_one(db).await?;
    let mut car = car.into_active_model();
    car.price = Set(Some(price));
    car.update(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Update",
        "C2 costs 21500 now. SeaORM has no session: nothing is written until you call `update`. \
         Only the columns that you `Set` are in the UPDATE.",
    );
    lesson.code(source!("update.rs"), "update_price")?;
    let car = update_price(db, "C2", 21_500).await?;
    lesson.rows("C2, as `update` returned it", [car]);
    let cars = read(db).await?;
    lesson.rows("Every car afterwards", cars.iter().map(CarRow::from));
    let c2 = cars.iter().filter(|car| car.car_id == "C2");
    lesson.lines("C2 as a line", c2.map(Car::to_string).collect());
    Ok(())
}
