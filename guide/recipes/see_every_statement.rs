//! Every statement of a program, as it is sent.

use std::{
    fs,
    sync::{Mutex, mpsc},
};

use car_mart::entity::car_brand;
use harness::{Recorder, source, steps};
use sea_orm::{ActiveModelTrait, Database, DbConn, DbErr, EntityTrait, Set, TransactionTrait};

use testing::{Kind, TestDatabase};
use tracing_subscriber::util::SubscriberInitExt;

use super::{BOTH, cars, run};

/// Hands every statement of `db` to `show`, which can be
/// `|sql| eprintln!("{sql}")`.
fn watch(db: &mut DbConn, show: impl Fn(String) + Send + Sync + 'static) {
    db.set_metric_callback(move |info| {
        let failed = if info.failed { "FAILED: " } else { "" };
        // `info.elapsed` says how long it took.
        show(format!("{failed}{}", info.statement));
    });
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I see every SQL statement of my program?",
        "Set a callback on the connection before you clone it; clones made earlier don't call it. \
         SeaORM calls it after each statement, and `info.statement` prints with its values filled \
         in. It isn't called for BEGIN, COMMIT, ROLLBACK, SAVEPOINT and `execute_unprepared`.",
    );
    lesson.code(source!("see_every_statement.rs"), "watch")?;
    let (sender, statements) = mpsc::channel();
    let mut db = db.clone();
    watch(&mut db, move |sql| sender.send(sql).unwrap());
    car_brand::Entity::find_by_id(1).one(&db).await?;
    let second = car_brand::ActiveModel {
        name: Set("Toyota".to_owned()),
        ..Default::default()
    };
    let transaction = db.begin().await?;
    second.insert(&transaction).await.unwrap_err();
    transaction.rollback().await?;
    lesson.lines(
        "Printed while the program reads Toyota, then inserts it again in a transaction",
        statements.try_iter().collect(),
    );
    Ok(())
}

pub async fn a_callback_sees_every_statement() {
    run(steps![see_every_statement: step], &BOTH, cars).await;
}

pub async fn sqlx_logs_every_statement_without_its_values() {
    let log = tempfile::NamedTempFile::new().unwrap();
    let _logging = tracing_subscriber::fmt()
        .with_writer(Mutex::new(log.reopen().unwrap()))
        .set_default();
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = Database::connect(database.url()).await.unwrap();
    cars(&db).await.unwrap();
    car_brand::Entity::find_by_id(1).one(&db).await.unwrap();
    db.close().await.unwrap();
    let log = fs::read_to_string(log.path()).unwrap();
    let last = log.lines().last().unwrap();
    for part in ["INFO", "sqlx::query", "FROM", "= $1 LIMIT $2"] {
        assert!(last.contains(part), "{last} has no {part}");
    }
}
