//! Two transactions, each of which waits for the row that the other one has.

use std::time::Duration;

use harness::source;
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, DbConn, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QuerySelect, RuntimeErr, Set,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use testing::{TestDatabase, connect};
use tokio::{sync::watch, time::sleep};

use crate::traps::{Trap, TrapRun, outcomes};

mod shelf {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelf")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub bottles: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Makes each of two wait until the other one is there too, once.
struct Meeting(watch::Sender<usize>);

impl Meeting {
    fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    async fn wait(&self) {
        self.0.send_modify(|there| *there += 1);
        let mut there = self.0.subscribe();
        there.wait_for(|there| *there >= 2).await.unwrap();
    }
}

/// Each program locks the shelf from which it takes a bottle, then the other one. `both` makes it
/// wait until the other program has its first lock too.
async fn wrong(
    db: &DbConn,
    [from, to]: [i32; 2],
    both: &Meeting,
) -> Result<(), DbErr> {
    let db = db.begin().await?;
    let from = shelf::Entity::find_by_id(from).lock_exclusive();
    let from = from.require_one(&db).await?;
    both.wait().await;
    let to = shelf::Entity::find_by_id(to).lock_exclusive();
    let to = to.require_one(&db).await?;
    let (fewer, more) = (from.bottles - 1, to.bottles + 1);
    set_bottles(&db, from, fewer).await?;
    set_bottles(&db, to, more).await?;
    db.commit().await
}

/// Stores a shelf with another number of bottles.
async fn set_bottles(
    db: &DatabaseTransaction,
    shelf: shelf::Model,
    bottles: i32,
) -> Result<(), DbErr> {
    let mut shelf = shelf.into_active_model();
    shelf.bottles = Set(bottles);
    shelf.update(db).await?;
    Ok(())
}

/// Here the order is that of the ids, so the second program waits until the first one has committed.
/// SQLite has no lock on a row: there, BEGIN IMMEDIATE takes the only lock for writing.
async fn right(db: &DbConn, [from, to]: [i32; 2]) -> Result<(), DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let db = db.begin_with_options(immediate).await?;
    let shelves = shelf::Entity::find()
        .filter(shelf::COLUMN.id.is_in([from, to]))
        .order_by_id_asc()
        .lock_exclusive()
        .all(&db)
        .await?;
    sleep(Duration::from_millis(100)).await; // takes time, as `both` does
    for shelf in shelves {
        let change = if shelf.id == from { -1 } else { 1 };
        let bottles = shelf.bottles + change;
        set_bottles(&db, shelf, bottles).await?;
    }
    db.commit().await
}

/// If you can't choose the order, run the whole transaction again. PostgreSQL has rolled it back; on
/// SQLite, dropping it does.
async fn right_again(
    db: &DbConn,
    shelves: [i32; 2],
    both: &Meeting,
) -> Result<(), DbErr> {
    let mut pause = Duration::from_millis(50);
    loop {
        match wrong(db, shelves, both).await {
            Err(error) if was_in_the_way(&error) && pause.as_secs() < 5 => {
                sleep(pause).await;
                pause *= 2;
            }
            outcome => return outcome,
        }
    }
}

/// A deadlock or a serialization failure of PostgreSQL, or a lock of SQLite. In
/// WAL mode, 517 says that this transaction's read is out of date.
fn was_in_the_way(error: &DbErr) -> bool {
    let (DbErr::Query(error) | DbErr::Exec(error)) = error else {
        return false;
    };
    let RuntimeErr::SqlxError(error) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(|error| error.code());
    let codes = ["40P01", "40001", "5", "517"];
    code.is_some_and(|code| codes.contains(&&*code))
}

pub async fn test() {
    let trap = Trap {
        source: source!("locking_rows_in_two_orders_says_deadlock_detected.rs"),
        heading: "`deadlock detected`",
        also: &["`database is locked`"],
        given: "Two shelves have 10 bottles each. One program moves a bottle from shelf 1 to shelf 2, \
                and another one, at the same time, from shelf 2 to shelf 1.",
        instead: "Lock rows in the same order everywhere, or run the transaction again.",
        cause: "Each transaction has a row and waits for the other's. After a second \
                (`deadlock_timeout`) PostgreSQL ends one of them, whose code is 40P01; the other one \
                goes on. SQLite locks the database instead of a row: two transactions can read, but \
                then only one of them can write, and the other one gets `database is locked` at once.",
    };
    trap.on_both(async |_, trap| {
        let shelves = Shelves::new(trap).await;
        let [one, other] = &shelves.programs;
        trap.entity("shelf::Model");
        trap.entity("set_bottles");
        let both = Meeting::new();
        let ran = tokio::join!(
            wrong(one, [1, 2], &both),
            wrong(other, [2, 1], &both),
        );
        // Which of the two programs goes on first is chance, and so is the order of the statements.
        trap.forget();
        trap.wrong("wrong", outcomes(ran.into()));
        let ran = tokio::join!(right(one, [1, 2]), right(other, [2, 1]));
        trap.right("right", outcomes(ran.into()));
        trap.entity("was_in_the_way");
        let both = Meeting::new();
        let ran = tokio::join!(
            right_again(one, [1, 2], &both),
            right_again(other, [2, 1], &both),
        );
        // How often SQLite refuses it is chance.
        trap.forget();
        trap.right("right_again", outcomes(ran.into()));
    })
    .await;
}

/// A database with two shelves, and two programs that are connected to it.
struct Shelves {
    _database: TestDatabase,
    programs: [DbConn; 2],
}

impl Shelves {
    async fn new(trap: &TrapRun) -> Self {
        let database = trap.another_database().await;
        let connect = async || connect(database.url()).await.unwrap();
        let mut programs = [connect().await, connect().await];
        let db = &programs[0];
        let schema = db.get_schema_builder().register(shelf::Entity);
        schema.apply(db).await.unwrap();
        for _ in 0..2 {
            let shelf = shelf::ActiveModel::builder().set_bottles(10);
            shelf.insert(db).await.unwrap();
        }
        for program in &mut programs {
            trap.statements.record(program);
        }
        Self {
            _database: database,
            programs,
        }
    }
}
