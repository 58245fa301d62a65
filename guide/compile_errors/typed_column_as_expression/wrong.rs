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

use sea_orm::{DerivePartialModel, EntityTrait, QuerySelect, Select};

fn prices() -> Select<car::Entity> {
    car::Entity::find().select_only().column_as(car::COLUMN.price, "cost")
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "car::Entity")]
struct Cost {
    #[sea_orm(from_expr = "car::COLUMN.price")]
    cost: Option<i32>,
}

fn main() {}
