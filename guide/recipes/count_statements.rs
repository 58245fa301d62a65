//! # How do I count the statements in a test?
//!
//! Each clone of a connection can have its own callback, so a test can count without disturbing the
//! rest of the program. `counted` returns such a clone and its counter.
//! `brands_are_read_in_two_statements` is the body of a test. `in_a_loop` is what that test would
//! catch: one statement for all brands, and one more per brand.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, ModelTrait};

/// The same connection, and how many statements have gone through it.
pub fn counted(db: &DbConn) -> (DbConn, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut db = db.clone();
    db.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    (db, count)
}

pub async fn brands_are_read_in_two_statements(
    db: &DbConn,
) -> Result<(), DbErr> {
    let (db, count) = counted(db);
    let brands = car_brand::Entity::load().with(car_model::Entity);
    assert_eq!(brands.all(&db).await?.len(), 5);
    assert_eq!(count.load(Ordering::Relaxed), 2);
    Ok(())
}

pub async fn in_a_loop(db: &DbConn) -> Result<usize, DbErr> {
    let (db, count) = counted(db);
    for brand in car_brand::Entity::find().all(&db).await? {
        brand.find_related(car_model::Entity).all(&db).await?;
    }
    Ok(count.load(Ordering::Relaxed))
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("counted")?;
    show.code("brands_are_read_in_two_statements")?;
    show.code("in_a_loop")?;
    brands_are_read_in_two_statements(show.db()).await?;
    let rows = [
        ("by the loader", 2),
        ("in a loop", in_a_loop(show.db()).await?),
    ];
    let caption = "Five brands with their models";
    show.table(caption, ["read", "statements"], rows).await
}
