mod people {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "user")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(has_many, via = "user_role")]
            pub roles: HasMany<super::super::access::role::Entity>,
        }
        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod access {
    pub mod role {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "role")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(has_many, via = "user_role")]
            pub users: HasMany<super::super::people::user::Entity>,
        }
        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod user_role {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, DeriveEntityModel)]
        #[sea_orm(table_name = "user_role")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub user_id: i32,
            #[sea_orm(primary_key)]
            pub role_id: i32,
            #[sea_orm(belongs_to, from = "user_id", to = "id")]
            pub user: BelongsTo<super::super::people::user::Entity>,
            #[sea_orm(belongs_to, from = "role_id", to = "id")]
            pub role: BelongsTo<super::role::Entity>,
        }
        impl ActiveModelBehavior for ActiveModel {}
    }
}

fn main() {}
