//! A column with a default, set in some rows of an `insert_many`.

use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait};

use crate::traps::{Trap, all, said};

mod task {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        #[sea_orm(default_value = 3)]
        pub priority: i32,
        #[sea_orm(default_value = "red")]
        pub color: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let urgent = task::ActiveModel::builder()
        .set_title("Water the roses")
        .set_priority(1);
    let other = task::ActiveModel::builder().set_title("Sow peas");
    task::Entity::insert_many([urgent, other]).exec(db).await?;
    Ok(())
}

/// If the column can be NULL, there is no error: the second row is stored without a color.
async fn wrong_and_stored(db: &DbConn) -> Result<(), DbErr> {
    let blue = task::ActiveModel::builder()
        .set_title("Paint the gate")
        .set_color(Some("blue".to_owned()));
    let other = task::ActiveModel::builder().set_title("Oil the gate");
    task::Entity::insert_many([blue, other]).exec(db).await?;
    Ok(())
}

/// A column that no row sets is left out of the INSERT, and gets its default.
async fn right(db: &DbConn) -> Result<(), DbErr> {
    let urgent = task::ActiveModel::builder()
        .set_title("Water the roses")
        .set_priority(1);
    let other = task::ActiveModel::builder().set_title("Sow peas");
    task::Entity::insert_many([urgent]).exec(db).await?;
    task::Entity::insert_many([other]).exec(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "inserting_rows_that_set_different_columns_says_not_null.rs"
        ),
        heading: "`violates not-null constraint`: `insert_many` and a default",
        also: &["`NOT NULL constraint failed`"],
        given: "A task has a priority, which is 3 by default, and a color, which is red.",
        instead: "Insert the rows that set a column apart from those that leave it to its default, or \
                  set it in all of them.",
        cause: "An INSERT names its columns once for all rows. In a row that doesn't set one of them, \
                `insert_many` sends NULL, and NULL isn't DEFAULT (`sea-orm/src/query/insert.rs`).",
    };
    trap.on_both(async |db, trap| {
        let schema = db.get_schema_builder().register(task::Entity);
        schema.apply(db).await.unwrap();
        trap.entity("task::Model");
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.wrong("wrong_and_stored", said(wrong_and_stored(db).await));
        let stored = all(task::Entity, db).await;
        trap.then("The tasks then", stored);
        task::Entity::delete_many().exec(db).await.unwrap();
        trap.forget();
        trap.right("right", said(right(db).await));
        let stored = all(task::Entity, db).await;
        trap.then("The tasks then", stored);
    })
    .await;
}
