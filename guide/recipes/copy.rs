//! # What is the fastest way to insert many rows?
//!
//! Use PostgreSQL's COPY through SeaORM's connection pool; SQLite has no COPY.
//! The database still checks keys and constraints, and if one line is wrong, it
//! stores none. SeaORM doesn't see the statement, so no callback reports it.
//! With 100,000 rows on PostgreSQL 18 and a debug build, COPY was about 1.4
//! times as fast as INSERT in chunks of 1,000. COPY spends most of its time on
//! the foreign key and the three indexes: without them, it was about 7 times as
//! fast.

use std::time::{Duration, Instant};

use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DbConn, DbErr, RuntimeErr,
    sqlx::{self, postgres::PgPoolCopyExt},
};
use testing::{Kind, TestDatabase};

use super::{
    cars,
    insert_in_chunks::{insert_cars, new_cars},
};

/// Inserts a row per line of `csv`: `car_id,model_id,year,price`.
pub async fn copy_cars(db: &DbConn, csv: &str) -> Result<u64, sqlx::Error> {
    let pool = db.get_postgres_connection_pool();
    let columns = "car_id, model_id, year, price";
    let sql = format!("COPY car_info ({columns}) FROM STDIN (FORMAT csv)");
    let mut copy = pool.copy_in_raw(&sql).await?;
    copy.send(csv.as_bytes()).await?;
    copy.finish().await
}

/// So many lines for [`copy_cars`].
fn lines(count: usize) -> String {
    let line = |number| format!("F{number},1,2020,20000\n");
    (1..=count).map(line).collect()
}

pub async fn step(show: &mut Recorder) -> Done {
    show.code("copy_cars")?;
    let copied = copy_cars(show.db(), &lines(10_000)).await.map_err(failed)?;
    let caption = "`copy_cars` with 10,000 lines returned";
    show.lines(caption, vec![copied.to_string()]).await?;
    let twice = copy_cars(show.db(), "G1,1,2020,1\nC1,1,2020,1\n").await;
    let attempt =
        "copy a line with the new `car_id` G1, and one with C1, which exists";
    show.refused(attempt, twice.map_err(failed)).await
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

/// A table of cars as the lesson has it, with a foreign key and three indexes;
/// or the bare columns.
#[derive(Clone, Copy, Debug)]
enum Table {
    Whole,
    Bare,
}

/// How long the same rows take by INSERT in chunks, and by COPY.
async fn both_ways(table: Table, count: usize) -> [Duration; 2] {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open("recipes").await;
    cars(&db).await.unwrap();
    if matches!(table, Table::Bare) {
        let bare = "ALTER TABLE car_info RENAME TO whole; \
                    CREATE TABLE car_info (LIKE whole INCLUDING IDENTITY)";
        db.execute_unprepared(bare).await.unwrap();
    }
    let begin = Instant::now();
    insert_cars(&db, &new_cars(count)).await.unwrap();
    let inserted = begin.elapsed();
    let begin = Instant::now();
    copy_cars(&db, &lines(count)).await.unwrap();
    [inserted, begin.elapsed()]
}

pub async fn copy_is_faster_than_insert_in_chunks() {
    let [inserted, copied] = both_ways(Table::Bare, 20_000).await;
    assert!(copied < inserted, "COPY {copied:?}, INSERT {inserted:?}");
}

pub async fn copy_measured() {
    for table in [Table::Whole, Table::Bare].repeat(3) {
        let [inserted, copied] = both_ways(table, 100_000).await;
        println!(
            "{table:?}, 100,000 rows: INSERT {inserted:?}, COPY {copied:?}"
        );
    }
}
