//! # How do I filter and order the children of a tree?
//!
//! `.with(…)` takes no condition and orders the children by their primary key. `load_many` takes
//! any query of the children and returns one list per parent, in the order of the parents. `into()`
//! turns a `Vec` into a loaded `HasMany`, so the result has the same type as the loader's.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityTrait, LoaderTrait, QueryFilter, QueryOrder,
};

use super::names;

/// Every brand, with those of its models whose names begin with C, from Z to A.
pub async fn brands(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    let chosen = car_model::Entity::find()
        .filter(car_model::COLUMN.name.starts_with("C"))
        .order_by_desc(car_model::COLUMN.name);
    let models = brands.load_many(chosen, db).await?;

    let tree = |(brand, models): (car_brand::Model, Vec<car_model::Model>)| {
        let mut brand = brand.into_ex();
        let models = models.into_iter().map(car_model::Model::into_ex);
        brand.models = models.collect::<Vec<_>>().into();
        brand
    };
    Ok(brands.into_iter().zip(models).map(tree).collect())
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = brands(show.db()).await?;
    let caption = "Every brand with the chosen models";
    show.table(caption, ["brand", "models"], names(brands)).await
}
