use sea_orm::entity::prelude::*;

/// A brand. The foreign key is in the table of the models.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "car_brand")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(unique)]
    pub name: String,
    /// One-to-many: all models of this brand.
    #[sea_orm(has_many)]
    pub models: HasMany<super::car_model::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
