//! # `Linked`
//!
//! Compiles, and is still how you read only the rows at the end of the path, without those in
//! between. If you want those too, write `.with((A, B))`, which needs no `Linked`.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, Linked, ModelTrait,
    RelationDef, RelationTrait,
};

pub struct CarsOfBrand;

impl Linked for CarsOfBrand {
    type FromEntity = car_brand::Entity;
    type ToEntity = car_info::Entity;

    fn link(&self) -> Vec<RelationDef> {
        let models = car_brand::Relation::CarModel.def();
        vec![models, car_model::Relation::CarInfo.def()]
    }
}

/// 1.x: the cars of a brand, in one list.
pub async fn cars_of(
    db: &DbConn,
    id: i32,
) -> Result<Vec<car_info::Model>, DbErr> {
    let brand = car_brand::Entity::find_by_id(id).require_one(db).await?;
    brand.find_linked(CarsOfBrand).order_by_id_asc().all(db).await
}

/// 2.0: the brand with its models and their cars.
pub async fn tree(
    db: &DbConn,
    id: i32,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with((car_model::Entity, car_info::Entity))
        .filter_by_id(id)
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("CarsOfBrand")?;
    show.code("impl Linked for CarsOfBrand")?;
    let cars = cars_of(show.db(), 1).await?;
    show.rows("1.x: cars of Toyota", cars).await?;
    let brands = tree(show.db(), 1).await?.into_iter();
    let models = brands.flat_map(|brand| brand.models);
    let rows = models.map(|model| {
        let cars = model.cars.into_iter().map(|car| car.car_id);
        (model.name, cars.collect::<Vec<_>>())
    });
    let caption = "2.0: cars of Toyota's models";
    show.table(caption, ["model", "cars"], rows).await
}
