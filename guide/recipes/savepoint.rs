//! # How do I roll back a part of a transaction?
//!
//! Call `begin` on the transaction: that creates a savepoint, which you commit or roll back like a
//! transaction. If you roll it back, or drop it, only what came after it is undone. If you commit it,
//! it still belongs to the outer transaction, and is lost if that is rolled back. SAVEPOINT
//! and ROLLBACK TO are sent but not shown. SQLite gives the ids of rows that were rolled back to the
//! next rows; PostgreSQL doesn't.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbConn, DbErr, Set, TransactionTrait,
};

/// Stores the models, and fails at the first that can't be stored.
pub async fn insert_models(
    db: &DatabaseTransaction,
    brand_id: i32,
    names: &[&str],
) -> Result<(), DbErr> {
    for name in names {
        let model = car_model::ActiveModel {
            brand_id: Set(brand_id),
            name: Set((*name).to_owned()),
            ..Default::default()
        };
        model.insert(db).await?;
    }
    Ok(())
}

/// Stores the brand in any case, and all of its models or none. Returns
/// whether the models are stored.
pub async fn brand_with_models(
    db: &DbConn,
    name: &str,
    models: &[&str],
) -> Result<bool, DbErr> {
    let transaction = db.begin().await?;
    let brand = car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    };
    let brand = brand.insert(&transaction).await?;
    let savepoint = transaction.begin().await?;
    let stored = insert_models(&savepoint, brand.id, models).await;
    match stored {
        Ok(()) => savepoint.commit().await?,
        Err(_) => savepoint.rollback().await?,
    }
    transaction.commit().await?;
    Ok(stored.is_ok())
}

/// Commits the savepoint, and drops the transaction.
pub async fn lost(
    db: &DbConn,
    brand_id: i32,
    models: &[&str],
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    let savepoint = transaction.begin().await?;
    insert_models(&savepoint, brand_id, models).await?;
    savepoint.commit().await?;
    Ok(()) // `transaction` ends here, without `commit`
}

const TOYOTA: i32 = 1;

pub async fn step(show: &mut Recorder) -> Done {
    show.code("insert_models")?;
    let caption = "Whether the models are stored";
    let twice = ["96", "96"];
    let stored = brand_with_models(show.db(), "Saab", &twice).await?;
    show.lines(caption, vec![stored.to_string()]).await?;
    let models = ["Picanto", "Rio"];
    let stored = brand_with_models(show.db(), "Kia", &models).await?;
    show.lines(caption, vec![stored.to_string()]).await?;
    lost(show.db(), TOYOTA, &["Aygo"]).await?;
    show.done().await
}
