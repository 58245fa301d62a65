//! A sum that is wider than its column.

use harness::{Recorder, columns, source, steps};
use sea_orm::{
    ColumnTrait, DbBackend, DbConn, DbErr, DerivePartialModel, EntityTrait, ExprTrait, QueryOrder,
    QuerySelect, Set, entity::prelude::Decimal,
};

use super::{BOTH, run, unrecorded};

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
struct Balance {
    account: i32,
    #[sea_orm(from_expr = "payment::Column::Cents.sum().cast_as(\"bigint\")")]
    cents: i64,
}

columns!(Balance: account, cents);

/// What was paid into each account.
async fn balances(db: &DbConn) -> Result<Vec<Balance>, DbErr> {
    payment::Entity::find()
        .group_by(payment::COLUMN.account)
        .order_by_asc(payment::COLUMN.account)
        .into_partial_model()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I read the SUM of a BIGINT?",
        "PostgreSQL's SUM of a BIGINT is NUMERIC, because the sum may not fit into a BIGINT. Cast \
         it to BIGINT and read an `i64`; a sum that doesn't fit is then an error. Without the \
         cast, you can read an `Option<Decimal>`, but only on PostgreSQL: SQLite says `mismatched \
         types`. Without a GROUP BY, a sum over no rows is NULL. So is the sum of a group in which \
         every value is NULL. Read an `Option<i64>` in both cases.",
    );
    lesson.code(source!("sum_of_a_bigint.rs"), "Balance")?;
    lesson.code(source!("sum_of_a_bigint.rs"), "balances")?;
    lesson.rows("Two accounts", balances(db).await?);
    let sum = payment::Entity::find()
        .select_only()
        .column_as(payment::Column::Cents.sum(), "sum")
        .into_tuple::<Option<Decimal>>();
    let sum = sum.one(&unrecorded(db)).await;
    match db.get_database_backend() {
        DbBackend::Postgres => {
            assert_eq!(sum?.flatten(), Some(Decimal::from(9_000_000_250_i64)));
        }
        _ => assert!(sum.unwrap_err().to_string().contains("mismatched types")),
    }
    let too_much = [i64::MAX, 1].map(|cents| payment::ActiveModel {
        account: Set(3),
        cents: Set(cents),
        ..Default::default()
    });
    payment::Entity::insert_many(too_much)
        .exec(&unrecorded(db))
        .await?;
    assert!(balances(&unrecorded(db)).await.is_err());
    Ok(())
}

async fn payments(db: &DbConn) -> Result<(), DbErr> {
    let schema = db.get_schema_builder();
    schema.register(payment::Entity).apply(db).await?;
    let rows = [(1, 4_000_000_000), (1, 5_000_000_000), (2, 250)];
    let payments = rows.map(|(account, cents)| payment::ActiveModel {
        account: Set(account),
        cents: Set(cents),
        ..Default::default()
    });
    payment::Entity::insert_many(payments).exec(db).await?;
    Ok(())
}

pub async fn a_sum_is_cast_back_to_bigint() {
    run(steps![sum_of_a_bigint: step], &BOTH, payments).await;
}
