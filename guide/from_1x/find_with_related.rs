//! # `find_with_related`
//!
//! Compiles, but misleads once you add a limit or an order. The limit counts rows of the join, not
//! parents. Your order comes after the parents' keys. The loader sends two SELECTs, and its
//! `paginate` counts parents. `find_with_related` is still right if you filter by columns of both
//! tables in one SELECT.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder};

use crate::recipes::names;

pub type Pair = (car_brand::Model, Vec<car_model::Model>);

/// 1.x: each brand with its models, as a pair.
pub async fn pairs(db: &DbConn) -> Result<Vec<Pair>, DbErr> {
    car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_asc(car_brand::Column::Id)
        .order_by_asc(car_model::Column::Id)
        .all(db)
        .await
}

/// 2.0: each brand with its models in the field `models`.
pub async fn loaded(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let pairs = pairs(show.db()).await?.into_iter();
    let rows = pairs.map(|(brand, models)| {
        let models = models.into_iter().map(|model| model.name);
        (brand.name, models.collect::<Vec<_>>())
    });
    let header = ["brand", "models"];
    show.table("1.x", header, rows).await?;
    let brands = loaded(show.db()).await?;
    show.table("2.0", header, names(brands)).await
}
