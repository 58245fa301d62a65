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
            // The only column that can be NULL: the price of some cars isn't
            // known yet.
            .col(integer_null("price"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk-car_info-model_id")
                    .from("car_info", "model_id")
                    .to("car_model", "id")
                    // A model that still has cars can't be deleted.
                    .on_delete(ForeignKeyAction::Restrict),
            )
            .take();
        manager.create_table(table).await?;
        manager.create_index(car_id_index()).await?;
        manager.create_index(model_id_index()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("car_info").take()).await
    }
}

/// One UNIQUE index does both jobs: it rejects a second car with the same
/// `car_id`, and it finds a car without reading every row. With a UNIQUE column
/// and a second, plain index on it, PostgreSQL would store and update two
/// indexes of one column.
fn car_id_index() -> IndexCreateStatement {
    Index::create()
        .name("idx_car_id")
        .table("car_info")
        .col("car_id")
        .unique()
        .take()
}

/// Finds the cars of a model. Every DELETE of a model looks for them too.
fn model_id_index() -> IndexCreateStatement {
    Index::create()
        .name("idx-car_info-model_id")
        .table("car_info")
        .col("model_id")
        .take()
}
