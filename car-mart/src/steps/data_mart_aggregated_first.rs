//! # Data mart, aggregated first
//!
//! A subquery averages the cars by model id. Then the names are joined to its
//! few rows. `into_model` reads each row into a struct that implements
//! `FromQueryResult`: `DerivePartialModel` has implemented it for
//! `DataMartRow`.

use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, JoinType, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use super::data_mart::DataMartRow;
use crate::entity::{car_brand, car_info, car_model};

/// The averages by model id and year, from the cars alone.
pub fn averages() -> Select<car_info::Entity> {
    car_info::Entity::find()
        .select_only()
        .columns([car_info::Column::ModelId, car_info::Column::Year])
        .column_as(car_info::Column::Price.avg(), "average_price")
        .group_by(car_info::COLUMN.model_id)
        .group_by(car_info::COLUMN.year)
}

/// The rows of [`average_prices`](super::data_mart::average_prices), with
/// [`averages`] as a subquery. They are the same because no brand has two
/// models of the same name.
pub async fn average_prices_by_model(
    db: &DatabaseConnection,
) -> Result<Vec<DataMartRow>, DbErr> {
    let model_id = (car_model::Entity, car_model::Column::Id);
    let mut mart = car_model::Entity::find()
        .select_only()
        .column_as(car_brand::Column::Name, "brand")
        .column_as(car_model::Column::Name, "model")
        .expr_as(Expr::col(("averages", "year")), "year")
        .expr_as(Expr::col(("averages", "average_price")), "average_price")
        .inner_join(car_brand::Entity)
        .order_by_asc(car_brand::COLUMN.id)
        .order_by_asc(car_model::COLUMN.id)
        .order_by_asc(Expr::col(("averages", "year")));
    // `Select` joins tables. To join a subquery, take the statement inside it.
    QuerySelect::query(&mut mart).join_subquery(
        JoinType::InnerJoin,
        averages().into_query(),
        "averages",
        Expr::col(("averages", "model_id")).equals(model_id),
    );
    mart.into_model().all(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let rows = average_prices_by_model(show.db()).await?;
    show.rows("Average price by brand, model and year", rows).await
}
