mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{TransactionTrait, DbErr};

async fn add(db: &impl TransactionTrait, name: &str) -> Result<brand::ModelEx, DbErr> {
    brand::ActiveModel::builder().set_name(name).insert(db).await
}

fn main() {}
