//! # How do I filter parents by their children?
//!
//! The loader has no `has_related` and doesn't join a to-many relation, so pass it the condition as
//! a subquery. `find` has `has_related`, which sends EXISTS. Neither returns a parent twice, as a
//! join would.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::names;

/// The brand that makes a Camry, with all its models.
pub async fn camry_brands(
    db: &DbConn,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    let camry = car_model::Entity::find()
        .select_only()
        .column(car_model::Column::BrandId)
        .filter(car_model::COLUMN.name.eq("Camry"))
        .into_query();
    car_brand::Entity::load()
        .with(car_model::Entity)
        .filter(car_brand::COLUMN.id.in_subquery(camry))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The same brand without its models.
pub async fn brands_alone(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .has_related(car_model::Entity, car_model::COLUMN.name.eq("Camry"))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = camry_brands(show.db()).await?;
    let caption = "All models of the brand that makes a Camry";
    show.table(caption, ["brand", "models"], names(brands)).await?;
    let brands = brands_alone(show.db()).await?;
    show.rows("The brand without its models", brands).await
}
