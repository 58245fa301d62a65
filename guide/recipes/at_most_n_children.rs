//! # How do I load at most n children per parent?
//!
//! SeaORM has no method for this, and a LIMIT would apply to the children of all parents together.
//! Instead, a window function numbers the children of each parent, and a filter keeps the first n.
//! The result is a query like any other, so `load_many` takes it.

use car_mart::entity::{car_info, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityTrait, ExprTrait, LoaderTrait, Order, QueryFilter,
    QueryOrder, Select,
    sea_query::{Expr, Query, WindowStatement},
};

/// The newest cars of each model; within a year, those with the lowest ids.
pub fn newest(per_model: i32) -> Select<car_info::Entity> {
    let newest_first = WindowStatement::partition_by(car_info::Column::ModelId)
        .order_by(car_info::Column::Year, Order::Desc)
        .order_by(car_info::Column::Id, Order::Asc)
        .to_owned();
    let number = Expr::cust("ROW_NUMBER()");
    let numbered = Query::select()
        .column(car_info::Column::Id)
        .expr_window_as(number, newest_first, "number")
        .from(car_info::Entity)
        .to_owned();
    let chosen = Query::select()
        .column("id")
        .from_subquery(numbered, "numbered")
        .and_where(Expr::col("number").lte(per_model))
        .to_owned();
    car_info::Entity::find()
        .filter(car_info::COLUMN.id.in_subquery(chosen))
        .order_by_desc(car_info::COLUMN.year)
        .order_by_id_asc()
}

pub type WithCars = Vec<(car_model::Model, Vec<car_info::Model>)>;

/// Every model with its newest car.
pub async fn models_with_newest(db: &DbConn) -> Result<WithCars, DbErr> {
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    let cars = models.load_many(newest(1), db).await?;
    Ok(models.into_iter().zip(cars).collect())
}

pub async fn step(show: &mut Recorder) -> Done {
    let label = |car: car_info::Model| format!("{} ({})", car.car_id, car.year);
    let models = models_with_newest(show.db()).await?.into_iter();
    let rows = models.map(|(model, cars)| {
        let cars: Vec<_> = cars.into_iter().map(label).collect();
        (model.name, cars)
    });
    let caption = "Each model with its newest car";
    show.table(caption, ["model", "cars"], rows).await
}
