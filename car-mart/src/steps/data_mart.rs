//! # Data mart
//!
//! One SELECT joins, groups and averages; each `from_expr` is one of its
//! columns. C5 and C6 average 26000. C7, the only Mustang, has no price, so its
//! average is NULL.

use harness::{Done, Recorder, columns};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, DerivePartialModel, EntityTrait,
    JoinType, QueryOrder, QuerySelect, RelationTrait, entity::prelude::Decimal,
};

use crate::entity::{car_brand, car_info, car_model};

/// A row of the data mart: what the reader of a report sees, without ids.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
pub struct DataMartRow {
    /// The name of the brand.
    #[sea_orm(from_expr = "car_brand::Column::Name")]
    pub brand: String,
    /// The name of the model.
    #[sea_orm(from_expr = "car_model::Column::Name")]
    pub model: String,
    /// The year of the cars.
    #[sea_orm(from_expr = "car_info::Column::Year")]
    pub year: i32,
    /// `Decimal`, because PostgreSQL's AVG of integers is a NUMERIC. `Option`,
    /// because the average of no price is NULL. `Column`, because `COLUMN` has
    /// no `avg()`, and `from_expr` takes none of its columns alone.
    #[sea_orm(from_expr = "car_info::Column::Price.avg()")]
    pub average_price: Option<Decimal>,
}

/// The average price of the cars of each brand, model and year, in the order in
/// which brands and models were stored, then by year.
pub async fn average_prices(
    db: &DatabaseConnection,
) -> Result<Vec<DataMartRow>, DbErr> {
    car_brand::Entity::find()
        .inner_join(car_model::Entity)
        .join(JoinType::InnerJoin, car_model::Relation::CarInfo.def())
        .group_by(car_brand::COLUMN.name)
        .group_by(car_model::COLUMN.name)
        .group_by(car_info::COLUMN.year)
        // The ids are not grouped by, so an aggregate of them sets the order.
        .order_by_asc(car_brand::COLUMN.id.min())
        .order_by_asc(car_model::COLUMN.id.min())
        .order_by_asc(car_info::COLUMN.year)
        .into_partial_model()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let rows = average_prices(show.db()).await?;
    show.rows("Average price by brand, model and year", rows).await
}

columns!(DataMartRow: brand, model, year, average_price);
