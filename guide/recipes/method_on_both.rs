//! # How do I give Model and ModelEx the same method?
//!
//! `find` returns `Model`, and the loader returns `ModelEx`, a different type without the methods
//! of `impl Model`. Implement a trait for both; that works even if the entity is in another crate.
//! For one call, `Model::from(loaded)` is enough; it drops the relations.

use car_mart::entity::{
    car_info::{self, Model, ModelEx},
    car_model,
};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait};

/// What both types of a car can do.
pub trait Car {
    fn car_id(&self) -> &str;
    fn year(&self) -> i32;

    fn label(&self) -> String {
        format!("{} of {}", self.car_id(), self.year())
    }
}

impl Car for Model {
    fn car_id(&self) -> &str {
        &self.car_id
    }

    fn year(&self) -> i32 {
        self.year
    }
}

impl Car for ModelEx {
    fn car_id(&self) -> &str {
        &self.car_id
    }

    fn year(&self) -> i32 {
        self.year
    }
}

/// The label of a car that `find` returned.
pub async fn found(db: &DbConn, id: i32) -> Result<String, DbErr> {
    let car = car_info::Entity::find_by_id(id).require_one(db).await?;
    Ok(car.label())
}

/// The label of a car that the loader returned.
pub async fn loaded(db: &DbConn, id: i32) -> Result<Option<String>, DbErr> {
    let car = car_info::Entity::load()
        .filter_by_id(id)
        .with(car_model::Entity)
        .one(db)
        .await?;
    Ok(car.map(|car| car.label()))
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("Car")?;
    show.code("impl Car for Model ")?;
    show.code("impl Car for ModelEx")?;
    let label = found(show.db(), 1).await?;
    show.lines("C1, found", vec![label]).await?;
    let label = loaded(show.db(), 1).await?;
    let caption = "C1, loaded with its model";
    show.lines(caption, label.into_iter().collect()).await
}
