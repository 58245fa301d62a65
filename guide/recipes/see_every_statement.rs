//! # How do I see every SQL statement of my program?
//!
//! Set a callback on the connection before you clone it; clones made earlier don't call it. SeaORM
//! calls it after each statement, and `info.statement` prints with its values filled in. It isn't
//! called for BEGIN, COMMIT, ROLLBACK, SAVEPOINT and `execute_unprepared`.

use std::sync::mpsc;

use car_mart::entity::car_brand;
use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, Set, TransactionTrait,
};

/// Hands every statement of `db` to `show`, which can be
/// `|sql| eprintln!("{sql}")`.
pub fn watch(db: &mut DbConn, show: impl Fn(String) + Send + Sync + 'static) {
    db.set_metric_callback(move |info| {
        let failed = if info.failed { "FAILED: " } else { "" };
        // `info.elapsed` says how long it took.
        show(format!("{failed}{}", info.statement));
    });
}

/// The program: it inserts a second Toyota, which fails.
pub async fn program(db: &DbConn) -> Result<(), DbErr> {
    car_brand::Entity::find_by_id(1).require_one(db).await?;
    let transaction = db.begin().await?;
    let toyota = car_brand::ActiveModel {
        name: Set("Toyota".to_owned()),
        ..Default::default()
    };
    toyota.insert(&transaction).await?;
    transaction.commit().await
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("watch")?;
    show.code("program")?;
    let (sender, statements) = mpsc::channel();
    let mut db = show.db().clone();
    watch(&mut db, move |sql| sender.send(sql).unwrap());
    program(&db).await.unwrap_err();
    let caption = "Printed while `program` runs";
    show.lines(caption, statements.try_iter().collect()).await
}
