//! # How do I load relations into rows that I already have?
//!
//! `EntityLoader::load` is what `load()` calls after its first SELECT. You can call it for rows of
//! any query, such as an UPDATE that returns them; `into_ex` makes a `ModelEx` of a `Model`.
//! `EntityLoaderWith` names the fields to fill, and `EntityLoaderNest` those one level below. For one
//! relation, `load_many` and `load_one` return the related rows beside yours.

use car_mart::entity::{
    car_brand::{self, EntityLoader, EntityLoaderNest, EntityLoaderWith},
    car_model,
};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, QueryFilter, Set};

/// A brand gets a new name, and comes back with its models and their cars.
pub async fn rename(
    db: &DbConn,
    id: i32,
    name: &str,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    let name = car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    };
    let brands = car_brand::Entity::update_many()
        .set(name)
        .filter(car_brand::COLUMN.id.eq(id))
        .exec_with_returning(db)
        .await?;
    let brands = brands.into_iter().map(car_brand::Model::into_ex).collect();
    let with = EntityLoaderWith { models: true };
    let nest = EntityLoaderNest {
        models: car_model::EntityLoaderWith {
            cars: true,
            ..Default::default()
        },
    };
    EntityLoader::load(brands, &with, &nest, db).await
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = rename(show.db(), 2, "Acura").await?;
    let models = brands.into_iter().flat_map(|brand| {
        let models = brand.models.into_iter();
        models.map(move |model| {
            let cars = model.cars.into_iter().map(|car| car.car_id);
            (brand.name.clone(), model.name, cars.collect::<Vec<_>>())
        })
    });
    let header = ["brand", "model", "cars"];
    show.table("`rename` returned", header, models).await
}
