//! # `one(db)` and `ok_or(RecordNotFound)`
//!
//! Compiles and works. `require_one`, new in 2.0.2, returns the same error with a fixed message.
//! Keep your own message if it has to name the key.

use car_mart::entity::car_brand;
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait};

pub async fn or_else(db: &DbConn, id: i32) -> Result<car_brand::Model, DbErr> {
    car_brand::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("brand {id}")))
}

pub async fn required(db: &DbConn, id: i32) -> Result<car_brand::Model, DbErr> {
    car_brand::Entity::find_by_id(id).require_one(db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    let error = or_else(show.db(), 99).await.unwrap_err();
    show.lines("1.x: the error", vec![error.to_string()]).await?;
    let error = required(show.db(), 99).await.unwrap_err();
    show.lines("2.0: the error", vec![error.to_string()]).await
}
