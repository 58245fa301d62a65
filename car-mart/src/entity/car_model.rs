use sea_orm::entity::prelude::*;

/// A model: many-to-one to its brand, one-to-many to its cars.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_model")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The foreign key. It comes before `name` because the columns of the
    /// unique key are in the order of the fields, and an index finds the models
    /// of a brand only if `brand_id` is its first column.
    #[sea_orm(unique_key = "brand_id_name")]
    pub brand_id: i32,
    /// Unique within a brand: two brands may use the same name.
    #[sea_orm(unique_key = "brand_id_name")]
    pub name: String,
    /// Many-to-one: the brand that `brand_id` points to.
    #[sea_orm(
        belongs_to,
        from = "brand_id",
        to = "id",
        on_delete = "Restrict"
    )]
    pub brand: BelongsTo<super::car_brand::Entity>,
    /// One-to-many: all cars of this model.
    #[sea_orm(has_many)]
    pub cars: HasMany<super::car_info::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
