use sea_orm::entity::prelude::*;

/// A profile: one-to-one with its user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The foreign key. UNIQUE in the table makes this one-to-one; without it,
    /// it is one-to-many.
    #[sea_orm(unique)]
    pub user_id: i32,
    pub bio: String,
    /// One-to-one: the user that `user_id` points to.
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
