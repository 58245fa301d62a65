use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car_brand")
            .col(pk_auto("id"))
            .col(string("name"))
            // A brand is known by its name. Without this index two Toyotas can
            // be stored, each with some of the models.
            .index(
                Index::create().name("uq-car_brand-name").unique().col("name"),
            )
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("car_brand").take()).await
    }
}
