//! `has_one` in the lesson's `user` entity promises one profile per user. But
//! the table that is created from the entity below accepts a second one.

use std::process::ExitCode;

pub mod profile {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "profile")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub user_id: i32,
        pub bio: String,
        #[sea_orm(
            belongs_to,
            from = "user_id",
            to = "id",
            on_delete = "Cascade"
        )]
        pub user: BelongsTo<one_to_one::entity::user::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

fn main() -> ExitCode {
    exercises::run(exercises::check::second_profile(profile::Entity))
}
