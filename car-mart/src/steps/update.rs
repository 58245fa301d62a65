//! # Update
//!
//! C2 gets a new price: 21500. SeaORM has no session, so only `update` writes.
//! The UPDATE has only the columns that you `Set`.

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, IntoActiveModel, Set,
};

use super::read::{line, read};
use crate::entity::car_info;

/// Gives a car a new price and returns the row as it is stored now.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such car.
pub async fn update_price(
    db: &DatabaseConnection,
    car_id: &str,
    price: i32,
) -> Result<car_info::Model, DbErr> {
    let car = car_info::Entity::find_by_car_id(car_id).require_one(db).await?;
    let mut car = car.into_active_model();
    car.price = Set(Some(price));
    car.update(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let (_, model, brand) = read(show.db()).await?.swap_remove(1);
    show.forget().await?;
    let c2 = update_price(show.db(), "C2", 21_500).await?;
    show.lines("C2 now", vec![line(&(c2, model, brand))]).await
}
