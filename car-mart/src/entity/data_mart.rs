use sea_orm::entity::prelude::*;

/// A row of the stored data mart: a materialized view on PostgreSQL, a table on
/// SQLite. You read it like any other entity.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_mart")]
pub struct Model {
    /// Orders the rows: a name doesn't tell which brand was stored first.
    pub brand_id: i32,
    pub brand: String,
    /// A view has no primary key, but an entity needs one. The model and the
    /// year together are unique here.
    #[sea_orm(primary_key, auto_increment = false)]
    pub model_id: i32,
    pub model: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// `None` if no car of this model and year has a price.
    pub average_price: Option<Decimal>,
}

impl ActiveModelBehavior for ActiveModel {}
