//! # How do I read the SUM of a BIGINT?
//!
//! PostgreSQL's SUM of a BIGINT is NUMERIC, because the sum may not fit into a
//! BIGINT. Cast it to BIGINT and read an `i64`; a sum that doesn't fit is then
//! an error. Without the cast, you can read an `Option<Decimal>`, but only on
//! PostgreSQL: SQLite says `mismatched types`. Read an `Option<i64>` if the sum
//! can be NULL: over no rows without a GROUP BY, or of a group in which every
//! value is NULL.

use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, DerivePartialModel, EntityTrait, ExprTrait,
    QueryOrder, QuerySelect, Set, entity::prelude::Decimal,
};
use testing::{Kind, TestDatabase};

mod payment {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "payment")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub account: i32,
        /// A BIGINT.
        pub cents: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "payment::Entity")]
pub struct Balance {
    account: i32,
    #[sea_orm(from_expr = "payment::Column::Cents.sum().cast_as(\"bigint\")")]
    cents: i64,
}

/// What was paid into each account.
pub async fn balances(db: &DbConn) -> Result<Vec<Balance>, DbErr> {
    payment::Entity::find()
        .group_by(payment::COLUMN.account)
        .order_by_asc(payment::COLUMN.account)
        .into_partial_model()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let balances = balances(show.db()).await?.into_iter();
    let rows = balances.map(|balance| (balance.account, balance.cents));
    show.table("Two accounts", ["account", "cents"], rows).await
}

pub async fn payments(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    schema.register(payment::Entity).apply(db).await?;
    pay(db, [(1, 4_000_000_000), (1, 5_000_000_000), (2, 250)]).await
}

async fn pay<const N: usize>(
    db: &DbConn,
    rows: [(i32, i64); N],
) -> Result<(), DbErr> {
    let payments = rows.map(|(account, cents)| payment::ActiveModel {
        account: Set(account),
        cents: Set(cents),
        ..Default::default()
    });
    payment::Entity::insert_many(payments).exec(db).await?;
    Ok(())
}

pub async fn a_sum_without_a_cast_is_a_decimal_on_postgresql_only(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("recipes").await;
    payments(&db).await.unwrap();
    let sum = payment::Entity::find()
        .select_only()
        .column_as(payment::Column::Cents.sum(), "sum")
        .into_tuple::<Option<Decimal>>();
    let sum = sum.one(&db).await;
    if kind == Kind::Postgres {
        assert_eq!(sum, Ok(Some(Some(Decimal::from(9_000_000_250_i64)))));
    } else {
        assert!(sum.unwrap_err().to_string().contains("mismatched types"));
    }
}

pub async fn a_sum_that_does_not_fit_is_an_error(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("recipes").await;
    payments(&db).await.unwrap();
    pay(&db, [(3, i64::MAX), (3, 1)]).await.unwrap();
    assert!(balances(&db).await.is_err());
}
