//! A test that fails as soon as a loop sends a statement per row.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, columns, source, steps};
use sea_orm::{DbConn, DbErr, EntityTrait, ModelTrait};

use super::{BOTH, cars, run};

/// The same connection, and how many statements have gone through it.
fn counted(db: &DbConn) -> (DbConn, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut db = db.clone();
    db.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    (db, count)
}

async fn brands_are_read_in_two_statements(db: &DbConn) -> Result<(), DbErr> {
    let (db, count) = counted(db);
    let brands = car_brand::Entity::load().with(car_model::Entity);
    assert_eq!(brands.all(&db).await?.len(), 5);
    assert_eq!(count.load(Ordering::Relaxed), 2);
    Ok(())
}

async fn in_a_loop(db: &DbConn) -> Result<usize, DbErr> {
    let (db, count) = counted(db);
    for brand in car_brand::Entity::find().all(&db).await? {
        brand.find_related(car_model::Entity).all(&db).await?;
    }
    Ok(count.load(Ordering::Relaxed))
}

struct Sent {
    read: &'static str,
    statements: i64,
}

columns!(Sent: read, statements);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I count the statements in a test?",
        "Each clone of a connection can have its own callback, so a test can count without \
         disturbing the rest of the program. `counted` returns such a clone and its counter. \
         `brands_are_read_in_two_statements` is the body of a test. `in_a_loop` is what that test \
         would catch: one statement for all brands, and one more per brand.",
    );
    lesson.code(source!("count_statements.rs"), "counted")?;
    lesson.code(
        source!("count_statements.rs"),
        "brands_are_read_in_two_statements",
    )?;
    lesson.code(source!("count_statements.rs"), "in_a_loop")?;
    brands_are_read_in_two_statements(db).await?;
    let looped = Sent {
        read: "in a loop",
        statements: i64::try_from(in_a_loop(db).await?).unwrap(),
    };
    let loaded = Sent {
        read: "by the loader",
        statements: 2,
    };
    lesson.rows("Five brands with their models", [loaded, looped]);
    Ok(())
}

pub async fn a_test_counts_its_own_statements() {
    run(steps![count_statements: step], &BOTH, cars).await;
}
