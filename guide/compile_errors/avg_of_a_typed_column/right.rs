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

use sea_orm::{ColumnTrait, DerivePartialModel, prelude::Decimal};

#[derive(DerivePartialModel)]
#[sea_orm(entity = "car::Entity")]
struct Prices {
    #[sea_orm(from_expr = "car::COLUMN.price.count()")]
    count: i64,
    #[sea_orm(from_expr = "car::COLUMN.price.max()")]
    highest: Option<i32>,
    #[sea_orm(from_expr = "car::Column::Price.avg()")]
    average: Option<Decimal>,
}

fn main() {}
