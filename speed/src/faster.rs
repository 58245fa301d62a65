//! The graph of [`graph`](crate::graph), read faster: nearly all rows are cars, so what counts is
//! how those are read.

use std::collections::HashMap;

use car_mart::entity::{car_brand, car_info, car_model};
use futures_util::TryStreamExt;
use sea_orm::{
    ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, FromQueryResult,
    QuerySelect, Select, StreamTrait, raw_sql,
};

/// Each brand with its models, each model with its cars, all ordered by id. A
/// car is whatever a way makes of its row.
pub type Tree<C> = Vec<(car_brand::Model, Vec<(car_model::Model, Vec<C>)>)>;

/// Cars under the id of their model.
pub type CarsOf<C> = HashMap<i32, Vec<C>>;

/// A row of `car_info`: id, car_id, model_id, year, price.
pub type Car = (i32, String, i32, i32, Option<i32>);

/// Reads the columns of the cars by position.
pub async fn tuples(db: &impl ConnectionTrait) -> Result<Tree<Car>, DbErr> {
    let cars = car_columns().into_tuple().all(db).await?;
    tree(db, under(cars, |car: &Car| car.2)).await
}

/// The columns in the order of [`Car`], whatever their order in the entity is.
fn car_columns() -> Select<car_info::Entity> {
    use car_info::Column::{CarId, Id, ModelId, Price, Year};
    car_info::Entity::find()
        .select_only()
        .columns([Id, CarId, ModelId, Year, Price])
        .order_by_id_asc()
}

fn under<C>(cars: Vec<C>, model_id: impl Fn(&C) -> i32) -> CarsOf<C> {
    let mut cars_of: CarsOf<C> = HashMap::new();
    for car in cars {
        cars_of.entry(model_id(&car)).or_default().push(car);
    }
    cars_of
}

/// Reads the brands and the models, which are few, and gives each model its
/// cars.
async fn tree<C>(
    db: &impl ConnectionTrait,
    mut cars_of_model: CarsOf<C>,
) -> Result<Tree<C>, DbErr> {
    let mut models_of: HashMap<i32, Vec<_>> = HashMap::new();
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    for model in models {
        let cars = cars_of_model.remove(&model.id).unwrap_or_default();
        models_of.entry(model.brand_id).or_default().push((model, cars));
    }
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    let with_models = |brand: car_brand::Model| {
        let models = models_of.remove(&brand.id).unwrap_or_default();
        (brand, models)
    };
    Ok(brands.into_iter().map(with_models).collect())
}

/// Reads the columns of the cars by position, and drops each row as soon as its
/// car is in the map.
pub async fn streamed_tuples(
    db: &(impl ConnectionTrait + StreamTrait),
) -> Result<Tree<Car>, DbErr> {
    let mut cars_of: CarsOf<Car> = HashMap::new();
    let mut cars = car_columns().into_tuple::<Car>().stream(db).await?;
    while let Some(car) = cars.try_next().await? {
        cars_of.entry(car.2).or_default().push(car);
    }
    // Until then it has the connection, which may be the only one.
    drop(cars);
    tree(db, cars_of).await
}

/// The columns of a car, read by their names.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "car_info::Entity")]
#[allow(missing_docs, reason = "the entity has the same columns")]
pub struct NamedCar {
    pub id: i32,
    pub car_id: String,
    pub model_id: i32,
    pub year: i32,
    pub price: Option<i32>,
}

/// A struct of one's own, by the statement that SeaORM builds.
pub async fn partial_models(
    db: &impl ConnectionTrait,
) -> Result<Tree<NamedCar>, DbErr> {
    let cars = car_info::Entity::find().order_by_id_asc();
    let cars = cars.into_partial_model::<NamedCar>().all(db).await?;
    tree(db, under(cars, |car| car.model_id)).await
}

/// The same by a written statement.
pub async fn statement(
    db: &impl ConnectionTrait,
) -> Result<Tree<NamedCar>, DbErr> {
    let sql = raw_sql!(
        Postgres,
        "SELECT id, car_id, model_id, year, price FROM car_info ORDER BY id"
    );
    let cars = NamedCar::find_by_statement(sql).all(db).await?;
    tree(db, under(cars, |car| car.model_id)).await
}

/// The cars as `Model`: they can be edited and saved.
pub async fn models(
    db: &impl ConnectionTrait,
) -> Result<Tree<car_info::Model>, DbErr> {
    let cars = car_info::Entity::find().order_by_id_asc().all(db).await?;
    tree(db, under(cars, |car| car.model_id)).await
}
