mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        #[sea_orm(has_many)]
        pub models: HasMany<super::car_model::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

mod car_model {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car_model")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(has_many)]
        pub brands: HasMany<super::brand::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{DatabaseConnection, DbErr};

async fn add(db: &DatabaseConnection) -> Result<brand::ModelEx, DbErr> {
    brand::ActiveModel::builder().set_name("Toyota").insert(db).await
}

fn main() {}
