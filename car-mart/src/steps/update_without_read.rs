//! # Update without reading first
//!
//! If you needn't see the row first, one UPDATE is enough. `update` changes one
//! row by its primary key and returns it. `update_many` changes every row that
//! its filter finds, and returns how many there were.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QueryFilter, UpdateResult,
};

use crate::entity::{car_brand, car_model};

/// Gives a brand another name.
///
/// # Errors
///
/// [`DbErr::RecordNotUpdated`] if there is no such brand.
pub async fn rename_brand(
    db: &DatabaseConnection,
    brand_id: i32,
    name: &str,
) -> Result<car_brand::ModelEx, DbErr> {
    car_brand::ActiveModel::builder()
        .set_id(brand_id)
        .set_name(name)
        .update(db)
        .await
}

/// Gives the models of one name another name.
pub async fn rename_models(
    db: &DatabaseConnection,
    old: &str,
    new: &str,
) -> Result<UpdateResult, DbErr> {
    car_model::Entity::update_many()
        .set(car_model::ActiveModel::builder().set_name(new))
        .filter(car_model::COLUMN.name.eq(old))
        .exec(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let brand = rename_brand(show.db(), 5, "Tesla Motors").await?;
    let row = [(brand.id, brand.name)];
    show.table("Brand 5, as `update` returned it", ["id", "name"], row)
        .await?;
    let renamed = rename_models(show.db(), "X5", "X6").await?;
    show.affected("What `exec` returned", renamed.rows_affected).await
}
