mod brand {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "brand")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

use sea_orm::{DbConn, DbErr};

async fn create_tables(db: &DbConn) -> Result<(), DbErr> {
    let tables = db.get_schema_registry("my_shop::entity::*");
    tables.sync(db).await
}

fn main() {}
