//! One table out of three: the average price by brand, model and year, in three forms that give
//! the same rows. `SPEED.md` shows what each costs.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    FromQueryResult, JoinType, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
    Statement, TransactionTrait,
    entity::prelude::Decimal,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::entity::{car_brand, car_info, car_model, data_mart as stored_mart};

/// A row of the data mart, without the ids: what the reader of a report sees.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DataMartRow {
    /// The name of the brand.
    pub brand: String,
    /// The name of the model.
    pub model: String,
    /// The year of the cars.
    pub year: i32,
    /// In dollars. PostgreSQL's AVG of integers is a NUMERIC, so a `Decimal`, not an `f64`; of
    /// nothing but NULL it is NULL, so an `Option`.
    pub average_price: Option<Decimal>,
}

lesson::columns!(DataMartRow: brand, model, year, average_price);

/// The data mart: one SELECT that joins three tables and groups the rows, in the order in which
/// brands and models were created, then by year. A brand or model without cars is not in it.
pub async fn data_mart(db: &impl ConnectionTrait) -> Result<Vec<DataMartRow>, DbErr> {
    car_brand::Entity::find()
        .select_only()
        .column_as(car_brand::Column::Name, "brand")
        .column_as(car_model::Column::Name, "model")
        .column_as(car_info::Column::Year, "year")
        .column_as(car_info::Column::Price.avg(), "average_price")
        .inner_join(car_model::Entity)
        .join(JoinType::InnerJoin, car_model::Relation::CarInfo.def())
        .group_by(car_brand::Column::Name)
        .group_by(car_model::Column::Name)
        .group_by(car_info::Column::Year)
        // The ids are not grouped by, so the order is by an aggregate of them.
        .order_by_asc(car_brand::Column::Id.min())
        .order_by_asc(car_model::Column::Id.min())
        .order_by_asc(car_info::Column::Year)
        .into_model()
        .all(db)
        .await
}

/// The data mart, aggregated first: the averages by the number of the model, in a subquery over
/// the cars alone, and then the names for the few rows that are left. The same rows, because no
/// brand has two models of one name.
pub async fn data_mart_by_model(db: &impl ConnectionTrait) -> Result<Vec<DataMartRow>, DbErr> {
    by_model()
        .order_by_asc(car_brand::Column::Id)
        .order_by_asc(car_model::Column::Id)
        .order_by_asc(Expr::col(("averages", "year")))
        .into_model()
        .all(db)
        .await
}

/// The data mart as it was at the last [`refresh`]: an entity's table, read without a join.
pub async fn stored(db: &impl ConnectionTrait) -> Result<Vec<DataMartRow>, DbErr> {
    stored_mart::Entity::find()
        .order_by_asc(stored_mart::Column::BrandId)
        .order_by_asc(stored_mart::Column::ModelId)
        .order_by_asc(stored_mart::Column::Year)
        .into_model()
        .all(db)
        .await
}

/// Brings the stored data mart up to date. Who reads it meanwhile sees the old rows.
pub async fn refresh(
    db: &impl TransactionTrait<Transaction = DatabaseTransaction>,
) -> Result<(), DbErr> {
    // Both statements or none: between them the table of SQLite is empty.
    let transaction = db.begin().await?;
    match transaction.get_database_backend() {
        DbBackend::Postgres => refresh_view(&transaction).await?,
        _ => rebuild_table(&transaction).await?,
    }
    transaction.commit().await
}

async fn refresh_view(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    for sql in [
        // Without CONCURRENTLY readers have to wait. (It may stand in a transaction, unlike
        // CREATE INDEX CONCURRENTLY.)
        "REFRESH MATERIALIZED VIEW CONCURRENTLY data_mart",
        // A refresh brings no statistics: until autovacuum comes by, PostgreSQL would plan for
        // the mart as it was.
        "ANALYZE data_mart",
    ] {
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        db.execute_raw(statement).await?;
    }
    Ok(())
}

async fn rebuild_table(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    stored_mart::Entity::delete_many().exec(db).await?;

    let mut insert = Query::insert();
    insert
        .into_table(stored_mart::Entity)
        // In the order of the SELECT: the rows are matched by place, not by name.
        .columns([
            stored_mart::Column::BrandId,
            stored_mart::Column::Brand,
            stored_mart::Column::ModelId,
            stored_mart::Column::Model,
            stored_mart::Column::Year,
            stored_mart::Column::AveragePrice,
        ])
        .select_from(by_model().into_query())
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    // INSERT … SELECT: no row comes to the program and back.
    db.execute(&insert).await?;
    Ok(())
}

/// The averages by model and year, and then the names.
fn by_model() -> Select<car_model::Entity> {
    let averages = car_info::Entity::find()
        .select_only()
        .column(car_info::Column::ModelId)
        .column(car_info::Column::Year)
        .column_as(car_info::Column::Price.avg(), "average_price")
        .group_by(car_info::Column::ModelId)
        .group_by(car_info::Column::Year)
        .into_query();

    let mut mart = car_model::Entity::find()
        .select_only()
        .column_as(car_brand::Column::Id, "brand_id")
        .column_as(car_brand::Column::Name, "brand")
        .column_as(car_model::Column::Id, "model_id")
        .column_as(car_model::Column::Name, "model")
        .expr_as(Expr::col(("averages", "year")), "year")
        .expr_as(Expr::col(("averages", "average_price")), "average_price")
        .inner_join(car_brand::Entity);
    // Select joins tables; to join a subquery takes the statement inside it.
    QuerySelect::query(&mut mart).join_subquery(
        JoinType::InnerJoin,
        averages,
        "averages",
        Expr::col(("averages", "model_id")).equals((car_model::Entity, car_model::Column::Id)),
    );
    mart
}
