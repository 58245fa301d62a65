use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{DbBackend, Statement},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => create_view(manager).await?,
            // SQLite has no materialized views: a table, which `refresh` fills.
            _ => manager.create_table(table()).await?,
        }

        // PostgreSQL rejects REFRESH … CONCURRENTLY without a UNIQUE index.
        // Without CONCURRENTLY, readers wait until the refresh is done.
        let index = Index::create()
            .name("uq-data_mart-model_id-year")
            .table("data_mart")
            .col("model_id")
            .col("year")
            .unique()
            .take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                execute(manager, "DROP MATERIALIZED VIEW data_mart").await
            }
            _ => {
                manager
                    .drop_table(Table::drop().table("data_mart").take())
                    .await
            }
        }
    }
}

/// Creates a query whose rows PostgreSQL stores; SeaORM has no builder for it.
/// It averages by model id and year, then joins the names.
///
/// A migration describes the schema of its day. So it repeats the query instead
/// of calling a function of the lesson, which may change.
async fn create_view(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let sql = "CREATE MATERIALIZED VIEW data_mart AS \
        SELECT car_brand.id AS brand_id, car_brand.name AS brand, \
        car_model.id AS model_id, car_model.name AS model, \
        averages.year, averages.average_price \
        FROM ( SELECT model_id, year, AVG(price) AS average_price \
        FROM car_info GROUP BY model_id, year ) AS averages \
        JOIN car_model ON car_model.id = averages.model_id \
        JOIN car_brand ON car_brand.id = car_model.brand_id";
    execute(manager, sql).await
}

/// The table that replaces the view on SQLite. As in a view, every column can be
/// NULL.
fn table() -> TableCreateStatement {
    Table::create()
        .table("data_mart")
        .col(integer_null("brand_id"))
        .col(string_null("brand"))
        .col(integer_null("model_id"))
        .col(string_null("model"))
        .col(integer_null("year"))
        .col(decimal_null("average_price"))
        .take()
}

async fn execute(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let statement = Statement::from_string(manager.get_database_backend(), sql);
    manager.get_connection().execute_raw(statement).await?;
    Ok(())
}
