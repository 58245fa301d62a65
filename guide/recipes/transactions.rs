//! # How do I run several statements in one transaction?
//!
//! Pass the transaction to each call instead of the connection: a call on `db`
//! [waits for another connection](../traps/connection-pool-timed-out.md), or
//! gets one, and [its row survives the
//! rollback](../traps/a-row-survives-the-rollback.md).
//! `transaction_async` commits if its closure returns `Ok`, and rolls back if
//! it returns an error. After `begin`, call `commit` yourself: a transaction
//! that is dropped without it is rolled back. `begin` on a transaction [creates
//! a savepoint](how-do-i-roll-back-a-part-of-a-transaction.md). BEGIN, COMMIT
//! and ROLLBACK are sent but not shown.

use car_mart::entity::car_model;
use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, Set, TransactionError, TransactionTrait,
};

/// A model, not stored yet.
pub fn model(brand_id: i32, name: &str) -> car_model::ActiveModel {
    car_model::ActiveModel {
        brand_id: Set(brand_id),
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

/// Stores both models, or neither.
pub async fn in_a_closure(
    db: &DbConn,
    brand_id: i32,
    names: [&str; 2],
) -> Result<(), TransactionError<DbErr>> {
    db.transaction_async(async |transaction| {
        for name in names {
            model(brand_id, name).insert(transaction).await?;
        }
        Ok(()) // commits; an error rolls back
    })
    .await
}

/// The same with BEGIN and COMMIT written out.
pub async fn between_begin_and_commit(
    db: &DbConn,
    brand_id: i32,
    names: [&str; 2],
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    for name in names {
        // `?` drops the transaction, and that rolls it back.
        model(brand_id, name).insert(&transaction).await?;
    }
    transaction.commit().await
}

/// Begins and never commits.
pub async fn dropped(
    db: &DbConn,
    brand_id: i32,
    name: &str,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    model(brand_id, name).insert(&transaction).await?;
    Ok(()) // `transaction` ends here
}

const TOYOTA: i32 = 1;

const TESLA: i32 = 5;

pub async fn step(show: &mut Recorder) -> Done {
    let stored = in_a_closure(show.db(), TESLA, ["Model S", "Model 3"]).await;
    stored.map_err(inner)?;
    show.done().await?;
    let attempt = "insert a Yaris and a second Corolla";
    let refused = in_a_closure(show.db(), TOYOTA, ["Yaris", "Corolla"]).await;
    show.refused(attempt, refused.map_err(inner)).await?;
    let refused =
        between_begin_and_commit(show.db(), TOYOTA, ["Yaris", "Corolla"]).await;
    show.refused(attempt, refused).await?;
    dropped(show.db(), TOYOTA, "Aygo").await?;
    show.done().await
}

/// The error of the closure's statement, or of BEGIN or COMMIT.
fn inner(error: TransactionError<DbErr>) -> DbErr {
    match error {
        TransactionError::Connection(error)
        | TransactionError::Transaction(error) => error,
    }
}
