//! Every brand with its models and their cars, read in four ways.

use car_mart::{
    crud,
    entity::{car_brand, car_info, car_model},
};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, LoaderTrait, ModelTrait};

/// How many brands, models and cars came back.
pub type Count = [usize; 3];

/// A way to read them.
#[derive(Clone, Copy)]
pub enum Way {
    /// See [`loader`].
    Loader,
    /// See [`load_many`].
    LoadMany,
    /// See [`join`].
    Join,
    /// See [`one_by_one`].
    OneByOne,
}

/// Reads the graph.
pub async fn read(db: &impl ConnectionTrait, way: Way) -> Result<Count, DbErr> {
    match way {
        Way::Loader => loader(db).await,
        Way::LoadMany => load_many(db).await,
        Way::Join => join(db).await,
        Way::OneByOne => one_by_one(db).await,
    }
}

/// The entity loader: a statement a table, and the rows as a tree.
async fn loader(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
    let brands = crud::read_down(db).await?;
    let models = || brands.iter().flat_map(|brand| brand.models.iter());
    let cars = models().map(|model| model.cars.len()).sum();
    Ok([brands.len(), models().count(), cars])
}

/// `load_many` by hand: a statement a table, and the rows as a list of lists for each.
async fn load_many(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
    let brands = car_brand::Entity::find().all(db).await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    let models: Vec<_> = models.into_iter().flatten().collect();
    let cars = models.load_many(car_info::Entity, db).await?;
    let cars = cars.iter().map(Vec::len).sum();
    Ok([brands.len(), models.len(), cars])
}

/// One statement: every row carries its brand and its model once more, and SeaORM puts them
/// together.
async fn join(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
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

/// N+1: a statement for the brands, one more for every brand, one more for every model.
async fn one_by_one(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
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
