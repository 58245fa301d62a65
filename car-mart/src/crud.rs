//! Create, read, update, delete: one function each, plain SeaORM.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, DeleteResult, EntityLoaderTrait, EntityTrait,
    FromQueryResult, IntoActiveModel, JoinType, ModelTrait, QueryOrder, QuerySelect, RelationTrait,
    Set, TransactionTrait,
};

use crate::{
    entity::{car_brand, car_info, car_model},
    sample::{BRANDS, CARS, MODELS},
};

/// A car with the names of its model and brand.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CarLine {
    /// What a person calls the car.
    pub car_id: String,
    /// The name of the brand, two tables away.
    pub brand: String,
    /// The name of the model.
    pub model: String,
    /// The year it was built.
    pub year: i32,
    /// In dollars; `None` if nobody knows it yet.
    pub price: Option<i32>,
}

lesson::columns!(CarLine: car_id, brand, model, year, price);

/// Inserts the sample rows, parents before children: one INSERT a table, however many rows.
/// SQLAlchemy's `session.add_all` followed by `commit`.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let brands = BRANDS.map(|name| car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    car_brand::Entity::insert_many(brands).exec(db).await?;

    let models = MODELS.map(|(name, brand_id)| car_model::ActiveModel {
        name: Set(name.to_owned()),
        brand_id: Set(brand_id),
        ..Default::default()
    });
    car_model::Entity::insert_many(models).exec(db).await?;

    let cars = CARS.map(|(car_id, model_id, year, price)| car_info::ActiveModel {
        car_id: Set(car_id.to_owned()),
        model_id: Set(model_id),
        year: Set(year),
        price: Set(price),
        ..Default::default()
    });
    car_info::Entity::insert_many(cars).exec(db).await?;
    Ok(())
}

/// Inserts a brand, its model and a car as one tree: SeaORM fills in the foreign keys.
/// SQLAlchemy's `CarModel(name="Golf", brand=brand)`, with the whole chain in one `insert`.
pub async fn create_tree(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<car_brand::ModelEx, DbErr> {
    let car = car_info::ActiveModel::builder()
        .set_car_id("C8")
        .set_year(2023)
        .set_price(30_000);
    let model = car_model::ActiveModel::builder()
        .set_name("Golf")
        .add_car(car);
    car_brand::ActiveModel::builder()
        .set_name("Volkswagen")
        .add_model(model)
        .insert(db)
        .await
}

/// Every car with its model and brand: one SELECT that joins three tables, ordered by `car_id`.
pub async fn read(db: &impl ConnectionTrait) -> Result<Vec<CarLine>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column(car_info::Column::CarId)
        .column_as(car_brand::Column::Name, "brand")
        .column_as(car_model::Column::Name, "model")
        .column(car_info::Column::Year)
        .column(car_info::Column::Price)
        .inner_join(car_model::Entity)
        .join(JoinType::InnerJoin, car_model::Relation::CarBrand.def())
        .order_by_asc(car_info::Column::CarId)
        .into_model()
        .all(db)
        .await
}

/// From the brands down: each with its models, and each of those with its cars. A brand without
/// models and a model without cars are there too.
pub async fn read_down(db: &impl ConnectionTrait) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with((car_model::Entity, car_info::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// From one car up: the car with its model, and that with its brand. `None` if there is no such
/// car.
pub async fn read_up(
    db: &impl ConnectionTrait,
    car_id: &str,
) -> Result<Option<car_info::ModelEx>, DbErr> {
    car_info::Entity::load()
        .filter_by_car_id(car_id)
        .with((car_model::Entity, car_brand::Entity))
        .one(db)
        .await
}

/// Gives a car a new price and returns the row as it is stored now.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such car.
pub async fn update_price(
    db: &impl ConnectionTrait,
    car_id: &str,
    price: i32,
) -> Result<car_info::Model, DbErr> {
    let mut car = find(db, car_id).await?.into_active_model();
    // Only a column that was set is in the UPDATE.
    car.price = Set(Some(price));
    car.update(db).await
}

/// Deletes a car.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such car.
pub async fn delete(db: &impl ConnectionTrait, car_id: &str) -> Result<DeleteResult, DbErr> {
    find(db, car_id).await?.delete(db).await
}

/// The car of this `car_id`: SQLAlchemy's `filter_by(car_id=...).first()`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is none.
pub async fn find(db: &impl ConnectionTrait, car_id: &str) -> Result<car_info::Model, DbErr> {
    car_info::Entity::find_by_car_id(car_id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("car {car_id}")))
}
