use sea_orm::entity::prelude::*;

/// A row of the stored data mart: a materialized view on PostgreSQL, a table on SQLite. It is read
/// like any other entity, and written by [`refresh`](crate::data_mart::refresh) alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_mart")]
pub struct Model {
    /// For the order of the rows: names don't tell which brand came first.
    pub brand_id: i32,
    /// The name of the brand, as it was at the last refresh.
    pub brand: String,
    /// A view has no primary key, an entity must: model and year, which are unique here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub model_id: i32,
    /// The name of the model, as it was at the last refresh.
    pub model: String,
    /// The other half of the key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// In dollars; `None` if no car of this model and year has a price.
    pub average_price: Option<Decimal>,
}

impl ActiveModelBehavior for ActiveModel {}
