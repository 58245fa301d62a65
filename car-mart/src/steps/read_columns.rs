//! # Read only some columns
//!
//! A partial model reads only the columns that it names. `nested` puts a struct
//! into a struct, so the name of the brand is `car.model.brand.name`. These are
//! inner joins, so only the price is an `Option`.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, DerivePartialModel, EntityTrait, JoinType,
    QueryOrder, QuerySelect, RelationTrait,
};

use crate::entity::{car_brand, car_info, car_model};

/// Some columns of a car, and its model.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_info::Entity")]
pub struct CarLine {
    /// The name that people use for the car.
    pub car_id: String,
    /// In dollars; `None` if it isn't known.
    pub price: Option<i32>,
    /// The model, one table away.
    #[sea_orm(nested)]
    pub model: ModelLine,
}

/// The name of a model, and its brand.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_model::Entity")]
pub struct ModelLine {
    /// The name of the model.
    pub name: String,
    /// The brand, two tables away from the car.
    #[sea_orm(nested)]
    pub brand: BrandLine,
}

/// The name of a brand.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "car_brand::Entity")]
pub struct BrandLine {
    /// The name of the brand.
    pub name: String,
}

/// Every car with its model and brand, ordered by `car_id`.
pub async fn read_columns(
    db: &DatabaseConnection,
) -> Result<Vec<CarLine>, DbErr> {
    car_info::Entity::find()
        .inner_join(car_model::Entity)
        .join(JoinType::InnerJoin, car_model::Relation::CarBrand.def())
        .order_by_asc(car_info::COLUMN.car_id)
        .into_partial_model()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let cars = read_columns(show.db()).await?;
    let rows = cars.iter().map(
        |CarLine {
             car_id,
             price,
             model,
         }| { (car_id, price, &model.name, &model.brand.name) },
    );
    let header = ["car_id", "price", "model.name", "model.brand.name"];
    show.table("Every car", header, rows).await
}
