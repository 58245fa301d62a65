use sea_orm::entity::prelude::*;

/// A user. The foreign key is in the table of the profiles.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub name: String,
    /// One-to-one: the user's profile, or none. Like SQLAlchemy's
    /// `uselist=False`, it doesn't prevent a second profile. UNIQUE on the
    /// other side does.
    #[sea_orm(has_one)]
    pub profile: HasOne<super::profile::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
