//! UNIQUE on the foreign key turns a one-to-many into a one-to-one.

use std::process::ExitCode;

pub mod profile {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "profile")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
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
