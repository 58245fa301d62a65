use sea_orm::entity::prelude::*;

/// A car: many-to-one to its model. Its brand is one step further.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_info")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The name that people use for the car, such as C1.
    #[sea_orm(unique)]
    pub car_id: String,
    /// The foreign key.
    #[sea_orm(indexed)]
    pub model_id: i32,
    pub year: i32,
    /// NULL until the price is known: an `Option` here, a nullable column in
    /// the table.
    pub price: Option<i32>,
    /// Many-to-one: the model that `model_id` points to.
    #[sea_orm(
        belongs_to,
        from = "model_id",
        to = "id",
        on_delete = "Restrict"
    )]
    pub model: BelongsTo<super::car_model::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
