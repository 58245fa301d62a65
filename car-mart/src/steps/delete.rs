//! # Delete
//!
//! A DELETE by a unique key needs no read. Only the car is deleted: the Civic
//! and Honda stay. If you delete C4 again, there is no error, and
//! `rows_affected` is 0. A model is found by its brand and name, which are
//! unique together. If you have read the row, as the brand here, call `delete`
//! on it.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, ModelTrait};

use crate::entity::{car_brand, car_info, car_model};

/// Deletes a car. `delete_by_car_id` exists because `car_id` is unique.
pub async fn delete(
    db: &DatabaseConnection,
    car_id: &str,
) -> Result<DeleteResult, DbErr> {
    car_info::Entity::delete_by_car_id(car_id).exec(db).await
}

/// Deletes a model by its brand and name.
pub async fn delete_model(
    db: &DatabaseConnection,
    brand_id: i32,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    let key = (brand_id, name.to_owned());
    car_model::Entity::delete_by_brand_id_name(key).exec(db).await
}

/// Reads a brand and deletes it. SQLAlchemy's `session.delete(brand)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such brand.
pub async fn delete_brand(
    db: &DatabaseConnection,
    name: &str,
) -> Result<DeleteResult, DbErr> {
    let brand = car_brand::Entity::find_by_name(name).require_one(db).await?;
    brand.delete(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let deleted = delete(show.db(), "C4").await?;
    if deleted.rows_affected == 1 {
        let line = "Car C4 is removed from the database".to_owned();
        show.lines("C4 is deleted; the step prints", vec![line]).await?;
    }
    let again = delete(show.db(), "C4").await?;
    show.affected("C4 again: what `exec` returned", again.rows_affected)
        .await?;
    delete_model(show.db(), 4, "X6").await?;
    delete_brand(show.db(), "Tesla Motors").await?;
    show.done().await
}
