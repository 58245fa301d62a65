//! # `into_json`
//!
//! Compiles, and is right for the rows of one table. It doesn't nest children. For a tree, derive
//! `Serialize` on the entity and [serialize what the loader
//! returns](../recipes/how-do-i-return-a-loaded-tree-as-json.md).

use car_mart::entity::car_brand;
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, JsonValue, QuerySelect};

/// The first two brands.
pub async fn brands(db: &DbConn) -> Result<Vec<JsonValue>, DbErr> {
    car_brand::Entity::find()
        .order_by_id_asc()
        .limit(2)
        .into_json()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = brands(show.db()).await?;
    let lines = brands.iter().map(ToString::to_string);
    show.lines("Two brands", lines.collect()).await
}
