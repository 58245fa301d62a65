mod car {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "car")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub price: Option<i32>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

async fn cars(db: &dyn ConnectionTrait) -> Result<Vec<car::Model>, DbErr> {
    car::Entity::find().order_by_id_asc().all(db).await
}

fn main() {}
