use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("car_info")
            .col(pk_auto("id"))
            .col(string("car_id"))
            .col(integer("model_id"))
            .col(integer("year"))
            // The only column that may be NULL: a car whose price is not known yet.
            .col(integer_null("price"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk-car_info-model_id")
                    .from("car_info", "model_id")
                    .to("car_model", "id")
                    // As for the brand: a model that still has cars can't be deleted.
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(table).await?;

        // One UNIQUE index does both jobs: no two cars share a `car_id`, and a lookup by it
        // searches instead of reading every row. A UNIQUE column with a second plain index on it
        // would make PostgreSQL keep, and update, two indexes of the same column.
        let index = Index::create()
            .name("idx_car_id")
            .table("car_info")
            .col("car_id")
            .unique()
            .take();
        manager.create_index(index).await?;

        // For "the cars of a model" and for every delete of a model.
        let index = Index::create()
            .name("idx-car_info-model_id")
            .table("car_info")
            .col("model_id")
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("car_info").take())
            .await
    }
}
