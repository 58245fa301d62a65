use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            // A word of SQL's own. SeaORM quotes every name; in psql write
            // `"user"`, because `SELECT * FROM user` shows the name of the role
            // that is logged in, and no error.
            .table("user")
            .col(pk_auto("id"))
            .col(string("name"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("user").take()).await
    }
}
