//! COPY, through the pool that SeaORM uses.

use std::time::{Duration, Instant};

use car_mart::entity::car_info;
use harness::{Recorder, source, steps};
use sea_orm::{
    ConnectionTrait, DbConn, DbErr, EntityTrait, PaginatorTrait, RuntimeErr,
    sqlx::{self, postgres::PgPoolCopyExt},
};
use testing::{Kind, TestDatabase};

use super::{
    cars,
    insert_in_chunks::{insert_cars, new_cars},
    run, unrecorded,
};

/// Inserts a row per line of `csv`: `car_id,model_id,year,price`.
async fn copy_cars(db: &DbConn, csv: &str) -> Result<u64, sqlx::Error> {
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

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "What is the fastest way to insert many rows?",
        "Use PostgreSQL's COPY through SeaORM's connection pool; SQLite has no COPY. The database \
         still checks keys and constraints, and if one line is wrong, it stores none. SeaORM \
         doesn't see the statement, so no callback reports it. How much faster it is depends on \
         the table. With 100,000 rows on PostgreSQL 18 and a debug build, COPY was about 1.4 times \
         as fast as INSERT in chunks of 1,000. COPY spends most of its time on the foreign key and \
         the three indexes. Without the foreign key and the indexes, COPY was about 7 times as \
         fast as INSERT.",
    );
    lesson.code(source!("copy.rs"), "copy_cars")?;
    let copied = copy_cars(db, &lines(10_000)).await.map_err(failed)?;
    lesson.lines("Lines stored, of 10,000", vec![copied.to_string()]);
    let twice = copy_cars(db, "G1,1,2020,1\nC1,1,2020,1\n").await;
    let error = twice.unwrap_err().to_string();
    // What follows is a line of PostgreSQL's source.
    let error = error.split(" at line").next().unwrap().to_owned();
    lesson.lines(
        "A new car, and one whose `car_id` exists already",
        vec![error],
    );
    let count = car_info::Entity::find().count(db).await?;
    lesson.lines(
        "Cars afterwards: the 7 sample rows and the 10,000",
        vec![count.to_string()],
    );
    Ok(())
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

pub async fn copy_stores_every_line_or_none() {
    run(steps![copy: step], &[Kind::Postgres], cars).await;
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
    let db = unrecorded(&database.open("recipes").await);
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
        println!("{table:?}, 100,000 rows: INSERT {inserted:?}, COPY {copied:?}");
    }
}
