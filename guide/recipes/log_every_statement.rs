//! # How do I log every SQL statement?
//!
//! Add `tracing-subscriber` to your project and call `tracing_subscriber::fmt().init()` first in
//! `main`. sqlx logs each statement at level INFO under `sqlx::query`, with a placeholder such as
//! `$1` in place of each value. `sqlx_logging(false)` of `ConnectOptions` turns this off.
//!
//! To log the values too, turn on SeaORM's feature `debug-print`. It logs at level DEBUG, which
//! `fmt()` leaves out by default, so call `fmt().with_max_level(LevelFilter::DEBUG).init()` instead.
//! `LevelFilter` is in `tracing_subscriber::filter`.

use std::{fs, sync::Mutex};

use car_mart::entity::car_brand;
use sea_orm::{Database, EntityTrait};
use testing::{Kind, TestDatabase};
use tracing_subscriber::util::SubscriberInitExt;

use super::cars;

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
