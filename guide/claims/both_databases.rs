//! What one of the two databases accepts and the other one doesn't.

use harness::{database::words, render, table::Table};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbConn, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, Statement, TransactionTrait,
    entity::prelude::Date,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use testing::{Kind, TestDatabase, snapshot};

use item::{COLUMN, Column, Entity};

mod item {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique, column_type = "String(StringLen::N(8))")]
        pub name: String,
        pub amount: i32,
        pub sold: bool,
        pub sold_on: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An item that isn't stored.
fn item(name: &str, amount: i32) -> item::ActiveModel {
    item::ActiveModel {
        name: Set(name.to_owned()),
        amount: Set(amount),
        sold: Set(false),
        ..Default::default()
    }
}

/// A Rake and a Spade, in a new table.
async fn two_items(db: &DbConn) -> Result<(), DbErr> {
    db.execute_unprepared("DROP TABLE IF EXISTS item").await?;
    let schema = db.get_schema_builder().register(Entity);
    schema.apply(db).await?;
    let items = [item("Rake", 3), item("Spade", 0)];
    Entity::insert_many(items).exec(db).await?;
    Ok(())
}

/// `cases!` makes a table of them: what you do, and what comes of it.
macro_rules! cases {
    ($cases:ident, $outcome:ident, $db:ident, $($what:literal => $does:expr,)+) => {
        const $cases: &[&str] = &[$($what),+];

        async fn $outcome(what: &str, $db: &DbConn) -> Result<String, DbErr> {
            match what {
                $($what => Ok(format!("{:?}", $does)),)+
                _ => unreachable!("{what} is in the list"),
            }
        }
    };
}

cases! {
    ON_SQLITE, outcome, db,
    "Store a text that is longer than its column: `String(StringLen::N(8))`" =>
        Entity::insert(item("Wheelbarrow", 1)).exec_with_returning(db).await?.name,
    "Store a NUL character" =>
        Entity::insert(item("a\0b", 1)).exec_with_returning(db).await?.name,
    "Insert rows with ids of your own, then one without" => {
        two_items(db).await?;
        let own = item::ActiveModel { id: Set(3), ..item("Hoe", 1) };
        Entity::insert(own).exec(db).await?;
        Entity::insert(item("Fork", 1)).exec_with_returning(db).await?.id
    },
    "Compute a number that is too large for its column" => {
        let more = COLUMN.amount.mul(1_000_000_000);
        let update = Entity::update_many().col_expr(Column::Amount, more);
        update.exec(db).await?.rows_affected
    },
    "Divide by zero" => {
        let zero = Expr::val(1).div(Expr::col(Column::Amount)).eq(1);
        Entity::find().filter(zero).count(db).await?
    },
    "Compare a date with a text: `Expr::col(Column::SoldOn).eq(\"2026-09-01\")`" => {
        let text = Expr::col(Column::SoldOn).eq("2026-09-01");
        Entity::find().filter(text).count(db).await?
    },
    "Compare a Boolean with a number: `Expr::col(Column::Sold).eq(0)`" => {
        let number = Expr::col(Column::Sold).eq(0);
        Entity::find().filter(number).count(db).await?
    },
    "Search in a number: `Expr::col(Column::Amount).like(\"3%\")`" => {
        let like = Expr::col(Column::Amount).like("3%");
        Entity::find().filter(like).count(db).await?
    },
    "Order by a column that `distinct` doesn't select" => {
        let sold = Entity::find().select_only().column(Column::Sold).distinct();
        sold.order_by_asc(Column::Name).into_tuple::<bool>().all(db).await?
    },
    "Filter by the name that `column_as` gave" => {
        let named = Entity::find().column_as(COLUMN.amount.add(1), "more");
        named.filter(Expr::col("more").gt(1)).all(db).await?.len()
    },
    "Use that name in `having`" => {
        let sold = Entity::find().select_only().column(Column::Sold);
        let counted = sold.column_as(Column::Id.count(), "n").group_by(Column::Sold);
        let two = counted.having(Expr::col("n").gt(1));
        two.into_tuple::<(bool, i64)>().all(db).await?
    },
    "Select a column that you don't group by" => {
        let amounts = Entity::find().select_only().column(Column::Amount);
        amounts.group_by(Column::Sold).into_tuple::<i32>().all(db).await?.len()
    },
    "Read a COUNT into an `i32`" => {
        let count = Entity::find().select_only().column_as(Column::Id.count(), "n");
        count.into_tuple::<i32>().one(db).await?
    },
    "Insert a row twice in one `insert_many` that updates on a conflict" => {
        let update = OnConflict::column(Column::Name).update_column(Column::Amount).to_owned();
        let hoes = Entity::insert_many([item("Hoe", 1), item("Hoe", 2)]).on_conflict(update);
        hoes.exec_without_returning(db).await?
    },
    "Go on in a transaction after an error that you caught" => {
        let transaction = db.begin().await?;
        let again = Entity::insert(item("Rake", 1)).exec(&transaction).await;
        assert!(again.is_err());
        Entity::find().count(&transaction).await?
    },
    "Write a name in another case: `SELECT * FROM \"Item\"`" =>
        sql(db, "SELECT * FROM \"Item\"").await?,
    "Put a text into double quotes: `WHERE name = \"Rake\"`" =>
        sql(db, "SELECT * FROM item WHERE name = \"Rake\"").await?,
    "Store a text in an integer column, by SQL" =>
        db.execute_unprepared("UPDATE item SET amount = 'many'").await?.rows_affected(),
    "Declare a foreign key to a table that doesn't exist yet" => {
        let table = "CREATE TABLE part (box_id integer REFERENCES box (id))";
        part(db, table).await?
    },
    "Declare a foreign key to a column that isn't unique" => {
        let table = "CREATE TABLE part (amount integer REFERENCES item (amount))";
        part(db, table).await?
    },
}

cases! {
    DIFFERENT, difference, db,
    "`contains(\"rak\")`" => {
        let like = Entity::find().filter(COLUMN.name.contains("rak"));
        like.count(db).await?
    },
    "`order_by_asc` of a nullable column" => {
        let day = item::ActiveModel {
            sold_on: Set(Date::from_ymd_opt(2026, 9, 1)),
            ..Default::default()
        };
        let rake = Entity::update_many().set(day).filter(COLUMN.id.eq(1));
        rake.exec(db).await?;
        let sold = Entity::find().select_only().column(Column::SoldOn);
        let sold = sold.order_by_asc(Column::SoldOn).into_tuple::<Option<Date>>();
        sold.all(db).await?
    },
    "The id after an INSERT that failed" => {
        let again = Entity::insert(item("Rake", 1)).exec(db).await;
        assert!(again.is_err());
        Entity::insert(item("Hoe", 1)).exec_with_returning(db).await?.id
    },
    "`offset` without `limit`" =>
        Entity::find().offset(1).all(db).await?.len(),
    "`ALTER TABLE item ALTER amount SET DEFAULT 1`" => {
        let alter = "ALTER TABLE item ALTER amount SET DEFAULT 1";
        db.execute_unprepared(alter).await?.rows_affected()
    },
}

/// How many rows a SELECT returns.
async fn sql(db: &DbConn, sql: &str) -> Result<usize, DbErr> {
    let sql = Statement::from_string(db.get_database_backend(), sql);
    Ok(db.query_all_raw(sql).await?.len())
}

/// Creates a table, and drops it again.
async fn part(db: &DbConn, table: &str) -> Result<&'static str, DbErr> {
    db.execute_unprepared(table).await?;
    db.execute_unprepared("DROP TABLE part").await?;
    Ok("created")
}

/// What comes of each case: a value, or the database's words.
async fn column(
    kind: Kind,
    cases: &[&str],
    outcome: impl AsyncFn(&str, &DbConn) -> Result<String, DbErr>,
) -> Vec<String> {
    let database = TestDatabase::empty(kind).await;
    let db = &database.open("claims").await;
    let mut cells = Vec::new();
    for case in cases {
        two_items(db).await.unwrap();
        cells.push(match outcome(case, db).await {
            Ok(value) => format!("`{value}`"),
            // The driver's words contain backticks.
            Err(error) => format!("``{}``", words(&error)),
        });
    }
    cells
}

async fn compared(
    name: &str,
    cases: &[&str],
    outcome: impl AsyncFn(&str, &DbConn) -> Result<String, DbErr>,
) -> Vec<[String; 2]> {
    let sqlite = column(Kind::Sqlite, cases, &outcome).await;
    let postgres = column(Kind::Postgres, cases, &outcome).await;
    let outcomes: Vec<_> =
        sqlite.into_iter().zip(postgres).map(<[String; 2]>::from).collect();
    let rows = cases.iter().zip(&outcomes).map(|(case, [sqlite, postgres])| {
        vec![(*case).to_owned(), sqlite.clone(), postgres.clone()]
    });
    let table = Table {
        header: ["You do", "SQLite", "PostgreSQL"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    };
    let about = "What each of the two databases does";
    let text = render::markdown(&table);
    snapshot("guide/snapshots/claims", name, about, &text).await;
    outcomes
}

async fn what_sqlite_accepts_and_postgresql_does_not() {
    let name = "what_sqlite_accepts_and_postgresql_does_not";
    for outcomes in compared(name, ON_SQLITE, outcome).await {
        let [sqlite, postgres] = outcomes;
        assert!(
            !sqlite.contains(' ') || sqlite.contains("[("),
            "refused: {sqlite}"
        );
        assert!(postgres.contains(' '), "accepted: {postgres}");
    }
}

async fn what_comes_out_different_on_the_two_databases() {
    let name = "what_comes_out_different_on_the_two_databases";
    for [sqlite, postgres] in compared(name, DIFFERENT, difference).await {
        assert_ne!(sqlite, postgres);
    }
}

testing::tests![
    what_sqlite_accepts_and_postgresql_does_not,
    what_comes_out_different_on_the_two_databases,
];
