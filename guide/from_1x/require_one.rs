//! A row that has to be there.

use car_mart::entity::car_brand;
use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr, EntityTrait};

use super::{cars, compare};
use crate::recipes::BOTH;

async fn or_else(db: &DbConn, id: i32) -> Result<car_brand::Model, DbErr> {
    car_brand::Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("brand {id}")))
}

async fn required(db: &DbConn, id: i32) -> Result<car_brand::Model, DbErr> {
    car_brand::Entity::find_by_id(id).require_one(db).await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`one(db)` and `ok_or(RecordNotFound)`",
        "Compiles and works. `require_one`, new in 2.0.2, returns the same error with a fixed \
         message. Keep your own message if it has to name the key.",
    );
    lesson.code(source!("require_one.rs"), "or_else")?;
    let error = or_else(db, 99).await.unwrap_err().to_string();
    lesson.lines("1.x: brand 99", vec![error]);
    lesson.code(source!("require_one.rs"), "required")?;
    let error = required(db, 99).await.unwrap_err().to_string();
    lesson.lines("2.0: brand 99", vec![error]);
    Ok(())
}

pub async fn require_one_says_record_not_found() {
    compare(steps![require_one: step], &BOTH, cars).await;
}
