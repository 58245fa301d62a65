//! Every brand with its models and their cars, read in four ways.

use car_mart::{
    entity::{car_brand, car_info, car_model},
    steps::read_from_brands::read_from_brands,
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, LoaderTrait, ModelTrait};

/// A way to read them.
#[derive(Clone, Copy)]
pub enum Way {
    /// One SELECT per table, the rows as a tree.
    Loader,
    /// One SELECT per table, the rows as a list of lists for each.
    LoadMany,
    /// One SELECT. Every row repeats its brand and its model.
    Join,
    /// N+1: one SELECT for the brands, one more per brand, one more per model.
    OneByOne,
}

/// Reads the graph and returns how many brands, models and cars it has.
pub async fn read(db: &impl ConnectionTrait, way: Way) -> Result<[usize; 3], DbErr> {
    match way {
        Way::Loader => loader(db).await,
        Way::LoadMany => load_many(db).await,
        Way::Join => join(db).await,
        Way::OneByOne => one_by_one(db).await,
    }
}

async fn loader(db: &impl ConnectionTrait) -> Result<[usize; 3], DbErr> {
    let brands = read_from_brands(db).await?;
    let models = || brands.iter().flat_map(|brand| brand.models.iter());
    let cars = models().map(|model| model.cars.len()).sum();
    Ok([brands.len(), models().count(), cars])
}

async fn load_many(db: &impl ConnectionTrait) -> Result<[usize; 3], DbErr> {
    let brands = car_brand::Entity::find().all(db).await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    let models: Vec<_> = models.into_iter().flatten().collect();
    let cars = models.load_many(car_info::Entity, db).await?;
    let cars = cars.iter().map(Vec::len).sum();
    Ok([brands.len(), models.len(), cars])
}

async fn join(db: &impl ConnectionTrait) -> Result<[usize; 3], DbErr> {
    let brands = car_brand::Entity::find()
        .find_also_related(car_model::Entity)
        .and_also_related(car_info::Entity)
        .consolidate()
        .all(db)
        .await?;
    let models = || brands.iter().flat_map(|(_, models)| models);
    let cars = models().map(|(_, cars)| cars.len()).sum();
    Ok([brands.len(), models().count(), cars])
}

async fn one_by_one(db: &impl ConnectionTrait) -> Result<[usize; 3], DbErr> {
    let brands = car_brand::Entity::find().all(db).await?;
    let mut models = Vec::new();
    for brand in &brands {
        models.extend(brand.find_related(car_model::Entity).all(db).await?);
    }
    let mut cars = Vec::new();
    for model in &models {
        cars.push(model.find_related(car_info::Entity).all(db).await?);
    }
    let cars = cars.iter().map(Vec::len).sum();
    Ok([brands.len(), models.len(), cars])
}
