//! Rows as JSON, without a struct.

use car_mart::entity::car_brand;
use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr, EntityTrait, JsonValue, QuerySelect};

use super::{cars, compare};
use crate::recipes::BOTH;

/// The first two brands.
async fn brands(db: &DbConn) -> Result<Vec<JsonValue>, DbErr> {
    car_brand::Entity::find()
        .order_by_id_asc()
        .limit(2)
        .into_json()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`into_json`",
        "Compiles, and is right for the rows of one table. It doesn't nest children. For a tree, \
         derive `Serialize` on the entity and [serialize what the loader \
         returns](recipes.md#how-do-i-return-a-loaded-tree-as-json).",
    );
    lesson.code(source!("into_json.rs"), "brands")?;
    let brands = brands(db).await?;
    lesson.lines(
        "Two brands",
        brands.iter().map(ToString::to_string).collect(),
    );
    Ok(())
}

pub async fn into_json_gives_flat_rows() {
    compare(steps![into_json: step], &BOTH, cars).await;
}
