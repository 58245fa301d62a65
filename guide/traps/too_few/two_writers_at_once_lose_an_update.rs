//! Two programs change the same row at the same time.

use std::time::Duration;

use harness::source;
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, Set, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use testing::{TestDatabase, connect};
use tokio::{sync::Barrier, time::sleep};

use crate::traps::{Trap, TrapRun, all, outcomes};

mod shelf {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub bottles: i32,
        /// How often the row has changed.
        pub version: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Each program reads, subtracts and writes. `both` makes it wait until the other has read too.
async fn wrong(db: &DbConn, both: &Barrier) -> Result<(), DbErr> {
    let shelf = shelf::Entity::find_by_id(1).require_one(db).await?;
    both.wait().await;
    let left = shelf.bottles - 3;
    let mut shelf = shelf.into_active_model();
    shelf.bottles = Set(left);
    shelf.update(db).await?;
    Ok(())
}

/// The same in a transaction. PostgreSQL loses the update all the same; SQLite refuses the second
/// one.
async fn wrong_in_a_transaction(
    db: &DbConn,
    both: &Barrier,
) -> Result<(), DbErr> {
    let db = db.begin().await?;
    let shelf = shelf::Entity::find_by_id(1).require_one(&db).await?;
    both.wait().await;
    let left = shelf.bottles - 3;
    let mut shelf = shelf.into_active_model();
    shelf.bottles = Set(left);
    shelf.update(&db).await?;
    db.commit().await
}

/// Here one statement does it all. It returns how many rows it changed: none if fewer than three
/// bottles are left.
async fn right(db: &DbConn) -> Result<u64, DbErr> {
    let taken = shelf::Entity::update_many()
        .col_expr(shelf::Column::Bottles, shelf::COLUMN.bottles.sub(3))
        .filter(shelf::COLUMN.id.eq(1))
        .filter(shelf::COLUMN.bottles.gte(3))
        .exec(db)
        .await?;
    Ok(taken.rows_affected)
}

/// Pessimistic locking: lock the row when you read it, so that the other program waits for your
/// commit. SQLite has no lock on a row: there `lock_exclusive` adds nothing, and BEGIN IMMEDIATE
/// takes the only lock for writing.
async fn right_lock(db: &DbConn) -> Result<(), DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let db = db.begin_with_options(immediate).await?;
    let shelf = shelf::Entity::find_by_id(1).lock_exclusive();
    let shelf = shelf.require_one(&db).await?;
    sleep(Duration::from_millis(100)).await; // takes time, as `both` does
    let left = shelf.bottles - 3;
    let mut shelf = shelf.into_active_model();
    shelf.bottles = Set(left);
    shelf.update(&db).await?;
    db.commit().await
}

/// Optimistic locking: keep a version in the row, and write only if it is still the one that you
/// read. The second program gets an error; it can read again and repeat its change.
async fn right_version(db: &DbConn, both: &Barrier) -> Result<(), DbErr> {
    let shelf = shelf::Entity::find_by_id(1).require_one(db).await?;
    both.wait().await;
    let (left, version) = (shelf.bottles - 3, shelf.version);
    let mut shelf = shelf.into_active_model();
    shelf.bottles = Set(left);
    shelf.version = Set(version + 1);
    shelf::Entity::update(shelf)
        .validate()?
        .filter(shelf::COLUMN.version.eq(version))
        .exec(db)
        .await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("two_writers_at_once_lose_an_update.rs"),
        heading: "An update is lost",
        also: &["`database is locked`", "`None of the records are updated`"],
        given: "A shelf has 10 bottles. Two programs take three each, at the same time.",
        instead: "Let the database subtract, lock the row, or check a version.",
        cause: "A number that your program computes is as old as the row that it read. A \
                transaction of PostgreSQL's default level, READ COMMITTED, doesn't prevent this. A \
                transaction of SQLite that has read can't write after another one has: SQLite says \
                `database is locked` at once, without waiting.",
    };
    trap.on_both(async |_, trap| {
        let shelf = Shelf::new(trap).await;
        let [one, other] = &shelf.programs;
        trap.entity("shelf::Model");
        let both = Barrier::new(2);
        let ran = tokio::join!(wrong(one, &both), wrong(other, &both));
        trap.wrong("wrong", outcomes(ran.into()));
        shelf.then(trap).await;
        let ran = tokio::join!(
            wrong_in_a_transaction(one, &both),
            wrong_in_a_transaction(other, &both),
        );
        trap.wrong("wrong_in_a_transaction", outcomes(ran.into()));
        shelf.then(trap).await;
        let ran = tokio::join!(right(one), right(other));
        trap.right("right", outcomes(ran.into()));
        let ran = [right(one).await, right(one).await];
        trap.then("Two more calls", outcomes(ran));
        shelf.then(trap).await;
        let ran = tokio::join!(right_lock(one), right_lock(other));
        trap.right("right_lock", outcomes(ran.into()));
        shelf.then(trap).await;
        let ran = tokio::join!(
            right_version(one, &both),
            right_version(other, &both)
        );
        trap.right("right_version", outcomes(ran.into()));
        shelf.then(trap).await;
    })
    .await;
}

/// A database with one shelf, and two programs that are connected to it.
struct Shelf {
    _database: TestDatabase,
    programs: [DbConn; 2],
}

impl Shelf {
    async fn new(trap: &TrapRun) -> Self {
        let database = trap.another_database().await;
        let connect = async || connect(database.url()).await.unwrap();
        let mut programs = [connect().await, connect().await];
        let schema = programs[0].get_schema_builder();
        schema.register(shelf::Entity).apply(&programs[0]).await.unwrap();
        shelf::ActiveModel::builder()
            .set_bottles(10)
            .set_version(1)
            .insert(&programs[0])
            .await
            .unwrap();
        for program in &mut programs {
            trap.statements.record(program);
        }
        Self {
            _database: database,
            programs,
        }
    }

    /// Shows the row, and puts the bottles back.
    async fn then(&self, trap: &mut TrapRun) {
        let db = &self.programs[0];
        let row = all(shelf::Entity, db).await;
        trap.then("The shelf then", row);
        let mut full = shelf::ActiveModel::builder().set_id(1);
        full = full.set_bottles(10).set_version(1);
        full.update(db).await.unwrap();
        trap.forget();
    }
}
