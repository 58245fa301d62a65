//! More rows than one statement can hold.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use car_mart::entity::car_info;
use harness::{Recorder, columns, source, steps};
use sea_orm::{
    DatabaseConnection, DbConn, DbErr, EntityTrait, PaginatorTrait, Set, TransactionTrait,
};

use super::{BOTH, cars, run};

/// So many cars of the Corolla's, not stored yet.
pub fn new_cars(count: usize) -> Vec<car_info::ActiveModel> {
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
    db: &DatabaseConnection,
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

struct Inserted {
    cars: u64,
    statements: i64,
}

columns!(Inserted: cars, statements);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I insert many rows?",
        "`insert_many` sends one INSERT with a bind parameter per value. A statement can have at \
         most 65,535 bind parameters on PostgreSQL and 32,766 on SQLite; four columns times 1,000 \
         rows fit both. The transaction stores all rows or none, and needs only one commit. To get \
         the inserted rows back, call `exec_with_returning` instead; for their primary keys alone, \
         `exec_with_returning_keys`.",
    );
    lesson.code(source!("insert_in_chunks.rs"), "insert_cars")?;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut db = db.clone();
    db.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    insert_cars(&db, &new_cars(10_000)).await?;
    let inserted = Inserted {
        statements: i64::try_from(count.load(Ordering::Relaxed)).unwrap(),
        cars: car_info::Entity::find().count(&db).await? - 7,
    };
    lesson.rows("10,000 new cars", [inserted]);
    Ok(())
}

pub async fn ten_thousand_rows_take_ten_statements() {
    run(steps![insert_in_chunks: step], &BOTH, cars).await;
}
