//! The same rows, kept in the database.

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, QueryOrder, Statement, TransactionTrait,
    entity::prelude::Decimal,
};

use super::{
    data_mart::{DataMartRow, average_prices},
    update::update_price,
};
use crate::entity::data_mart;

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
    for sql in statements {
        let statement = Statement::from_string(backend, sql);
        transaction.execute_raw(statement).await?;
    }
    transaction.commit().await
}

/// The data mart as it was at the last [`refresh`]: one table, no join.
pub async fn stored_prices(
    db: &impl ConnectionTrait,
) -> Result<Vec<DataMartRow>, DbErr> {
    data_mart::Entity::find()
        .order_by_asc(data_mart::COLUMN.brand_id)
        .order_by_asc(data_mart::COLUMN.model_id)
        .order_by_asc(data_mart::COLUMN.year)
        .into_model()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Data mart, stored",
        "The rows are stored: in a materialized view on PostgreSQL, in a table on SQLite. Reading \
         them needs no join and no average, but they are as old as the last refresh. At the end, \
         C2 gets a new price to show this; that change is rolled back. Neither the view nor \
         the table has a primary key or a NOT NULL column: the entity's primary key is a UNIQUE \
         index.",
    );
    lesson.code(source!("../entity/data_mart.rs"), "Model")?;
    lesson.code(
        source!("../../../migrations/src/car_mart/m20260101_000004_create_data_mart.rs"),
        "create_view",
    )?;
    lesson.columns(db, data_mart::Entity).await?;
    lesson.code(source!("data_mart_stored.rs"), "refresh")?;
    refresh(db).await?;
    lesson.done("Refreshed");
    lesson.code(source!("data_mart_stored.rs"), "stored_prices")?;
    let rows = stored_prices(db).await?;
    lesson.rows("What is stored", rows);

    let transaction = db.begin().await?;
    update_price(&transaction, "C2", 22_500).await?;
    let stale = Moment::of(&transaction, "C2 has a new price").await?;
    refresh(&transaction).await?;
    let fresh = Moment::of(&transaction, "refreshed").await?;
    lesson.rows(
        "Average price of the Corollas of 2021, of which C2 is the only one",
        [stale, fresh],
    );
    transaction.rollback().await
}

/// The same average, computed now and as it is stored.
struct Moment {
    moment: &'static str,
    computed: Option<Decimal>,
    stored: Option<Decimal>,
}

columns!(Moment: moment, computed, stored);

impl Moment {
    async fn of(
        db: &impl ConnectionTrait,
        moment: &'static str,
    ) -> Result<Self, DbErr> {
        Ok(Self {
            moment,
            computed: corollas_of_2021(average_prices(db).await?),
            stored: corollas_of_2021(stored_prices(db).await?),
        })
    }
}

fn corollas_of_2021(rows: Vec<DataMartRow>) -> Option<Decimal> {
    rows.into_iter()
        .find(|row| row.model == "Corolla" && row.year == 2021)
        .and_then(|row| row.average_price)
}
