use sea_orm::entity::prelude::*;

/// A user. It has no foreign key: the relationship stands in the table of the profiles.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Counted up by the database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Not unique: two users may well share a name.
    pub name: String,
    /// One-to-one: the profile of this user, or none. SQLAlchemy's `uselist=False`. It only says
    /// how to read: that there is no second profile is the doing of UNIQUE on the other side.
    #[sea_orm(has_one)]
    pub profile: HasOne<super::profile::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
