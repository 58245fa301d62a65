//! # How do I insert many rows?
//!
//! `insert_many` sends one INSERT with a bind parameter per value. A statement can have at most
//! 65,535 bind parameters on PostgreSQL and 32,766 on SQLite; four columns times 1,000 rows fit
//! both. The transaction stores all rows or none, and needs only one commit. To get the inserted
//! rows back, call `exec_with_returning` instead; for their primary keys alone,
//! `exec_with_returning_keys`.

use std::sync::atomic::Ordering;

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, Set, TransactionTrait};

use super::count_statements::counted;

/// So many Corollas, not stored yet.
pub(super) fn new_cars(count: usize) -> Vec<car_info::ActiveModel> {
    let car = |number| car_info::ActiveModel {
        car_id: Set(format!("N{number}")),
        model_id: Set(1),
        year: Set(2020),
        price: Set(Some(20_000)),
        ..Default::default()
    };
    (1..=count).map(car).collect()
}

/// Inserts all the cars or none, 1,000 per statement.
pub async fn insert_cars(
    db: &DbConn,
    cars: &[car_info::ActiveModel],
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    for chunk in cars.chunks(1_000) {
        car_info::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(&transaction)
            .await?;
    }
    transaction.commit().await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("insert_cars")?;
    let (db, count) = counted(show.db());
    insert_cars(&db, &new_cars(10_000)).await?;
    let rows = [(10_000, count.load(Ordering::Relaxed))];
    let caption = "`insert_cars` with 10,000 new cars";
    show.table(caption, ["cars", "statements"], rows).await
}
