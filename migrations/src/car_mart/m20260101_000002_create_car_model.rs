use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car_model")
            .col(pk_auto("id"))
            // NOT NULL: a model without a brand can't be stored.
            .col(integer("brand_id"))
            .col(string("name"))
            // One index for two jobs. As a rule: two brands may use the same
            // name, but one brand can't have two Corollas. As an index of the
            // foreign key: `brand_id` is its first column, so "the models of a
            // brand" is a search. PostgreSQL creates no index for a foreign
            // key.
            .index(
                Index::create()
                    .name("uq-car_model-brand_id-name")
                    .unique()
                    .col("brand_id")
                    .col("name"),
            )
            // This is the relationship. Without it `brand_id` can be any
            // number.
            .foreign_key(
                ForeignKey::create()
                    .name("fk-car_model-brand_id")
                    .from("car_model", "brand_id")
                    .to("car_brand", "id")
                    // A brand that still has models can't be deleted. CASCADE
                    // would delete its models.
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("car_model").take()).await
    }
}
