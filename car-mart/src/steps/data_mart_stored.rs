//! # Data mart, stored
//!
//! The rows are stored: in a materialized view on PostgreSQL, in a table on
//! SQLite, so the statements differ. Reading them needs no join and no average.
//! They are as old as the last `refresh`: a new price of C2 is in them only
//! after the next one. Neither the view nor the table has a primary key or a
//! NOT NULL column. The entity's primary key is a UNIQUE index.

use harness::{Done, Recorder, source};
use migrations::car_mart::Migrator;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, QueryFilter, QueryOrder, Statement, TransactionTrait,
    UpdateResult,
};
use sea_orm_migration::MigratorTrait;

use super::data_mart::DataMartRow;
use crate::entity::{car_info, data_mart};

/// Brings the stored rows up to date. Until it is done, other connections read
/// the old ones.
pub async fn refresh(
    db: &impl TransactionTrait<Transaction = DatabaseTransaction>,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    let backend = transaction.get_database_backend();
    let statements = match backend {
        DbBackend::Postgres => [
            // Without CONCURRENTLY, whoever reads the view has to wait.
            "REFRESH MATERIALIZED VIEW CONCURRENTLY data_mart",
            // A refresh updates no statistics. Until autovacuum does,
            // PostgreSQL plans for the old rows.
            "ANALYZE data_mart",
        ],
        _ => [
            "DELETE FROM data_mart",
            // In the order of the table's columns.
            "INSERT INTO data_mart SELECT brand_id, car_brand.name, \
             model_id, car_model.name, year, average FROM ( SELECT \
             model_id, year, AVG(price) AS average FROM car_info GROUP BY \
             model_id, year ) JOIN car_model ON car_model.id = model_id \
             JOIN car_brand ON car_brand.id = brand_id",
        ],
    };
    // A metric callback would not see `execute_unprepared`.
    for sql in statements {
        let statement = Statement::from_string(backend, sql);
        transaction.execute_raw(statement).await?;
    }
    transaction.commit().await
}

/// The data mart as it was at the last [`refresh`]: one table, no join.
pub async fn stored_prices(
    db: &DatabaseConnection,
) -> Result<Vec<DataMartRow>, DbErr> {
    data_mart::Entity::find()
        .order_by_asc(data_mart::COLUMN.brand_id)
        .order_by_asc(data_mart::COLUMN.model_id)
        .order_by_asc(data_mart::COLUMN.year)
        .into_model()
        .all(db)
        .await
}

/// Gives a car a new price.
pub async fn set_price(
    db: &impl ConnectionTrait,
    car_id: &str,
    price: i32,
) -> Result<UpdateResult, DbErr> {
    car_info::Entity::update_many()
        .set(car_info::ActiveModel::builder().set_price(price))
        .filter(car_info::COLUMN.car_id.eq(car_id))
        .exec(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("../entity/data_mart.rs"), "Model")?;
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000004_create_data_mart.rs"), "up")?;
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000004_create_data_mart.rs"), "create_view")?;
    Migrator::up(show.db(), None).await?;
    refresh(show.db()).await?;
    show.columns(["data_mart"]).await?;
    let rows = stored_prices(show.db()).await?;
    show.rows("What is stored", rows).await?;

    let tx = show.begin().await?;
    set_price(&*tx, "C2", 22_500).await?;
    show.lines("data_mart is stale", Vec::new()).await?;
    show.ran(refresh(&*tx).await?).await?;
    show.roll_back(tx).await
}
