use sea_orm::entity::prelude::*;

/// A profile: one-to-one to its user.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile")]
pub struct Model {
    /// Counted up by the database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The foreign key. UNIQUE is what makes this one-to-one; without it, one-to-many.
    #[sea_orm(unique)]
    pub user_id: i32,
    /// A few words about the user.
    pub bio: String,
    /// One-to-one: the user that `user_id` names.
    #[sea_orm(belongs_to, from = "user_id", to = "id", on_delete = "Cascade")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
