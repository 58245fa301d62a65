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

use sea_orm::{DatabaseConnection, DbErr, TransactionError, TransactionTrait};

async fn add(db: &DatabaseConnection, name: &str) -> Result<(), TransactionError<DbErr>> {
    db.transaction(|transaction| {
        Box::pin(async move {
            let brand = brand::ActiveModel::builder().set_name(name);
            brand.insert(transaction).await?;
            Ok(())
        })
    })
    .await
}

fn main() {}
