use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car_model")
            .col(pk_auto("id"))
            .col(string("name"))
            // NOT NULL: a model without a brand can't be stored.
            .col(integer("brand_id"))
            // Two brands may use the same name, one brand only once. Without this line Toyota can
            // have two Corollas, and grouping by name gives other rows than grouping by id.
            .index(
                Index::create()
                    .name("uq-car_model-name-brand_id")
                    .unique()
                    .col("name")
                    .col("brand_id"),
            )
            // This key is the relationship. Without it `brand_id` is any number.
            .foreign_key(
                ForeignKey::create()
                    .name("fk-car_model-brand_id")
                    .from("car_model", "brand_id")
                    .to("car_brand", "id")
                    // Deleting a brand that still has models is refused: nothing disappears
                    // silently. With CASCADE its models would go, and their cars.
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(table).await?;

        // PostgreSQL indexes the side that is referred to, never the side that refers. Without
        // this index "the models of a brand", and every delete of a brand, reads the whole table.
        let index = Index::create()
            .name("idx-car_model-brand_id")
            .table("car_model")
            .col("brand_id")
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("car_model").take())
            .await
    }
}
