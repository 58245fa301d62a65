//! # `find_also_related`
//!
//! Compiles, and is right for a to-one relation. It returns pairs with an `Option`, even if the key
//! is NOT NULL; `find_both_related` sends an INNER JOIN and returns no `Option`. The loader sends
//! the same SELECT and fills the relation field.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder};

pub type Pair = (car_model::Model, Option<car_brand::Model>);

/// 1.x: each model with its brand, as a pair.
pub async fn pairs(db: &DbConn) -> Result<Vec<Pair>, DbErr> {
    car_model::Entity::find()
        .find_also_related(car_brand::Entity)
        .order_by_asc(car_model::Column::Id)
        .all(db)
        .await
}

pub type Both = (car_model::Model, car_brand::Model);

/// The same without an `Option`.
pub async fn both(db: &DbConn) -> Result<Vec<Both>, DbErr> {
    car_model::Entity::find()
        .find_both_related(car_brand::Entity)
        .order_by_asc(car_model::COLUMN.id)
        .all(db)
        .await
}

/// 2.0: each model with its brand in the field `brand`.
pub async fn loaded(db: &DbConn) -> Result<Vec<car_model::ModelEx>, DbErr> {
    car_model::Entity::load()
        .with(car_brand::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let header = ["model", "brand"];
    let rows = pairs(show.db()).await?.into_iter();
    let rows =
        rows.map(|(model, brand)| (model.name, brand.map(|brand| brand.name)));
    show.table("1.x", header, rows).await?;
    let rows = both(show.db()).await?.into_iter();
    let rows = rows.map(|(model, brand)| (model.name, brand.name));
    show.table("1.x, without an `Option`", header, rows).await?;
    let rows = loaded(show.db()).await?.into_iter();
    let rows = rows.map(|model| {
        (model.name, model.brand.into_option().map(|brand| brand.name))
    });
    show.table("2.0", header, rows).await
}
