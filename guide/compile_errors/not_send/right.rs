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

use std::sync::Mutex;

use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

static TOTAL: Mutex<usize> = Mutex::new(0);

async fn add(db: DatabaseConnection) -> Result<(), DbErr> {
    let cars = car::Entity::find().all(&db).await?.len();
    *TOTAL.lock().expect("lock poisoned") += cars;
    Ok(())
}

fn spawn(db: DatabaseConnection) {
    tokio::spawn(add(db));
}

fn main() {}
