//! Every brand with its models and their cars, read in four ways.

use car_mart::{
    entity::{car_brand, car_info, car_model},
    steps::read_from_brands::read_from_brands,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, LoaderTrait,
    ModelTrait,
};

/// How many brands, models and cars came back.
pub type Count = [usize; 3];

/// One SELECT per table, the rows as a tree.
pub async fn loader(db: &DatabaseConnection) -> Result<Count, DbErr> {
    let brands = read_from_brands(db).await?;
    let models = || brands.iter().flat_map(|brand| brand.models.iter());
    let cars = models().map(|model| model.cars.len()).sum();
    Ok([brands.len(), models().count(), cars])
}

/// One SELECT per table, the rows as a list of lists for each.
pub async fn load_many(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
    let brands = car_brand::Entity::find().all(db).await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    let models: Vec<_> = models.into_iter().flatten().collect();
    let cars = models.load_many(car_info::Entity, db).await?;
    let cars = cars.iter().map(Vec::len).sum();
    Ok([brands.len(), models.len(), cars])
}

/// One SELECT. Every row repeats its brand and its model.
pub async fn join(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
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

/// N+1: one SELECT for the brands, one more per brand, one more per model.
pub async fn one_by_one(db: &impl ConnectionTrait) -> Result<Count, DbErr> {
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
