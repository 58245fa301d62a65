//! An error that is caught, in a transaction that goes on.

use harness::source;
use sea_orm::{ActiveModelTrait, DbConn, DbErr, Set, TransactionTrait};

use car_mart::entity::car_brand;

use crate::traps::{Trap, all, fixtures, said};

fn brand(name: &str) -> car_brand::ActiveModel {
    car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    }
}

/// It returns the errors.
async fn wrong(db: &DbConn) -> Result<Vec<String>, DbErr> {
    let transaction = db.begin().await?;
    let mut errors = Vec::new();
    for name in ["Saab", "Toyota", "Kia"] {
        if let Err(error) = brand(name).insert(&transaction).await {
            errors.push(error.to_string());
        }
    }
    transaction.commit().await?;
    Ok(errors)
}

async fn right(db: &DbConn) -> Result<Vec<String>, DbErr> {
    let transaction = db.begin().await?;
    let mut errors = Vec::new();
    for name in ["Saab", "Toyota", "Kia"] {
        let savepoint = transaction.begin().await?;
        match brand(name).insert(&savepoint).await {
            Ok(_) => savepoint.commit().await?,
            Err(error) => {
                savepoint.rollback().await?;
                errors.push(error.to_string());
            }
        }
    }
    transaction.commit().await?;
    Ok(errors)
}

/// A builder's `insert` and `save` begin a savepoint of their own.
async fn right_builder(db: &DbConn) -> Result<Vec<String>, DbErr> {
    let transaction = db.begin().await?;
    let mut errors = Vec::new();
    for name in ["Fiat", "Toyota", "Lada"] {
        let brand = car_brand::ActiveModel::builder().set_name(name);
        if let Err(error) = brand.insert(&transaction).await {
            errors.push(error.to_string());
        }
    }
    transaction.commit().await?;
    Ok(errors)
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "going_on_after_an_error_says_current_transaction_is_aborted.rs"
        ),
        heading: "`current transaction is aborted`",
        also: &[],
        given: "There are five brands, and Toyota is one of them. The name is UNIQUE.",
        instead: "Give each statement that may fail a savepoint: call `begin` on the transaction.",
        cause: "After an error, PostgreSQL refuses every statement until the transaction, or the \
                savepoint around the error, is rolled back. A COMMIT then rolls back, and PostgreSQL \
                doesn't report that as an error: `commit` returns `Ok`, and nothing is stored. On \
                SQLite only the statement fails, and the transaction goes on.",
    };
    trap.on_both(async |db, trap| {
        fixtures::car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("car_brand afterwards", all(car_brand::Entity, db).await);
        for name in ["Saab", "Kia"] {
            let stored = car_brand::Entity::delete_by_name(name);
            stored.exec(db).await.unwrap();
        }
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.right("right_builder", said(right_builder(db).await));
        trap.then("car_brand afterwards", all(car_brand::Entity, db).await);
    })
    .await;
}
