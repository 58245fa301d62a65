//! From a brand to its cars, past the models.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, Linked, ModelTrait, RelationDef, RelationTrait,
};

use super::{cars, compare};
use crate::recipes::BOTH;

struct CarsOfBrand;

impl Linked for CarsOfBrand {
    type FromEntity = car_brand::Entity;
    type ToEntity = car_info::Entity;

    fn link(&self) -> Vec<RelationDef> {
        let models = car_brand::Relation::CarModel.def();
        vec![models, car_model::Relation::CarInfo.def()]
    }
}

/// The cars of a brand, in one list.
async fn cars_of(db: &DbConn, id: i32) -> Result<Vec<car_info::Model>, DbErr> {
    let brand = car_brand::Entity::find_by_id(id).require_one(db).await?;
    brand
        .find_linked(CarsOfBrand)
        .order_by_id_asc()
        .all(db)
        .await
}

/// The brand with its models and their cars.
async fn tree(db: &DbConn, id: i32) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with((car_model::Entity, car_info::Entity))
        .filter_by_id(id)
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`Linked`",
        "Compiles, and is still how you read only the rows at the end of the path, without those \
         in between. If you want those too, write `.with((A, B))`, which needs no `Linked`.",
    );
    lesson.code(source!("linked.rs"), "CarsOfBrand")?;
    lesson.code(source!("linked.rs"), "impl Linked for CarsOfBrand")?;
    lesson.code(source!("linked.rs"), "cars_of")?;
    let cars = cars_of(db, 1).await?;
    lesson.rows("1.x: cars of Toyota", cars.clone());
    lesson.code(source!("linked.rs"), "tree")?;
    let toyota = tree(db, 1).await?.remove(0);
    let tree: Vec<_> = toyota
        .models
        .into_iter()
        .flat_map(|model| model.cars)
        .collect();
    assert_eq!(tree.len(), cars.len());
    lesson.rows(
        "2.0: cars of Toyota's models",
        tree.into_iter().map(car_info::Model::from),
    );
    Ok(())
}

pub async fn linked_finds_what_the_loader_nests() {
    compare(steps![linked: step], &BOTH, cars).await;
}
