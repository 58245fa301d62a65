use sea_orm::entity::prelude::*;

/// A model: many-to-one to its brand, one-to-many to its cars.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_model")]
pub struct Model {
    /// Counted up by the database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Unique within its brand, together with `brand_id`: two brands may well use the same name.
    #[sea_orm(unique_key = "name")]
    pub name: String,
    /// The foreign key. A plain `i32`, not an `Option`: every model has a brand.
    #[sea_orm(indexed, unique_key = "name")]
    pub brand_id: i32,
    /// Many-to-one: the brand that `brand_id` names.
    #[sea_orm(belongs_to, from = "brand_id", to = "id", on_delete = "Restrict")]
    pub brand: BelongsTo<super::car_brand::Entity>,
    /// One-to-many: all cars of this model.
    #[sea_orm(has_many)]
    pub cars: HasMany<super::car_info::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
