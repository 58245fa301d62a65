//! All of it, or nothing.

use car_mart::entity::car_model;
use harness::{Recorder, source, steps};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, Set, SqlErr, TransactionError, TransactionTrait,
};

use super::{BOTH, cars, run};

/// A model, not stored yet.
fn model(brand_id: i32, name: &str) -> car_model::ActiveModel {
    car_model::ActiveModel {
        brand_id: Set(brand_id),
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

/// Stores both models, or neither.
async fn in_a_closure(
    db: &DbConn,
    models: [car_model::ActiveModel; 2],
) -> Result<(), TransactionError<DbErr>> {
    db.transaction_async(async |transaction| {
        for model in models {
            model.insert(transaction).await?;
        }
        Ok(()) // commits; an error rolls back
    })
    .await
}

/// The same with BEGIN and COMMIT written out.
async fn between_begin_and_commit(
    db: &DbConn,
    models: [car_model::ActiveModel; 2],
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    for model in models {
        // `?` drops the transaction, and that rolls it back.
        model.insert(&transaction).await?;
    }
    transaction.commit().await
}

/// Begins and never commits.
async fn dropped(db: &DbConn, name: &str) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    model(1, name).insert(&transaction).await?;
    Ok(()) // `transaction` ends here
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I run several statements in one transaction?",
        "Pass the transaction to each call instead of the connection. `transaction_async` commits \
         if its closure returns `Ok`, and rolls back if it returns an error. After `begin`, call \
         `commit` yourself: a transaction that is dropped without it is rolled back. `begin` on a \
         transaction creates a savepoint. `in_a_closure` and `between_begin_and_commit` each try \
         to insert a Yaris and a second Corolla of Toyota. The unique key on brand and name \
         rejects the second Corolla, so the Yaris is rolled back too. BEGIN, COMMIT and ROLLBACK \
         are sent but not shown.",
    );
    for function in [
        "model",
        "in_a_closure",
        "between_begin_and_commit",
        "dropped",
    ] {
        lesson.code(source!("transactions.rs"), function)?;
    }
    let refused = in_a_closure(db, [model(1, "Yaris"), model(1, "Corolla")]).await;
    let Err(TransactionError::Transaction(error)) = refused else {
        panic!("the closure returned its own error");
    };
    assert!(matches!(
        error.sql_err(),
        Some(SqlErr::UniqueConstraintViolation(_))
    ));
    lesson.done("The closure returned the error of its second INSERT");
    let refused = between_begin_and_commit(db, [model(1, "Yaris"), model(1, "Corolla")]).await;
    refused.unwrap_err();
    lesson.done("`between_begin_and_commit` returned the same error");
    dropped(db, "Aygo").await?;
    lesson.done("`dropped` returned `Ok`");
    between_begin_and_commit(db, [model(5, "Model S"), model(5, "Model 3")]).await?;
    lesson.done("Two models of Tesla, committed");
    let models = car_model::Entity::find().order_by_id_asc().all(db).await?;
    let names = models.into_iter().map(|model| model.name).collect();
    lesson.lines("All models: no Yaris and no Aygo", names);
    Ok(())
}

pub async fn a_transaction_that_is_not_committed_is_rolled_back() {
    run(steps![transactions: step], &BOTH, cars).await;
}
