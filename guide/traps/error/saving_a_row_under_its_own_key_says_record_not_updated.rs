//! A key that the database doesn't number: one that is shared with another row, or composite.

use harness::source;
use sea_orm::{DbConn, DbErr};
use shapes::{
    one_to_many::composite_key::{self, room},
    one_to_one::shared_key::{self, machine, warranty},
};

use crate::traps::{Trap, all, said};

/// The primary key is the parent's id.
async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let lathe = machine::ActiveModel::builder().set_name("Lathe");
    let warranty = warranty::ActiveModel::builder().set_years(2);
    lathe.set_warranty(warranty).save(db).await?;
    Ok(())
}

/// The primary key has two columns.
async fn wrong_composite(db: &DbConn) -> Result<(), DbErr> {
    let room = room::ActiveModel::builder().set_building("A").set_number(1);
    room.set_seats(10).save(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    let lathe = machine::ActiveModel::builder().set_name("Lathe");
    let warranty = warranty::ActiveModel::builder().set_years(2);
    lathe.set_warranty(warranty).insert(db).await?;
    let room = room::ActiveModel::builder().set_building("A").set_number(1);
    room.set_seats(10).insert(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "saving_a_row_under_its_own_key_says_record_not_updated.rs"
        ),
        heading: "`None of the records are updated`: a key that you set",
        also: &[],
        given: "A warranty has the id of its machine as its primary key. A room's primary key is its \
                building and its number. Both tables are empty.",
        instead: "Use `insert` for a new row whose primary key is not auto-increment.",
        cause: "SeaORM assumes a row exists as soon as its whole primary key is set (`is_update` \
                in `sea-orm/src/entity/active_model.rs`), so `save` sends an UPDATE. Copying the \
                machine's id into the warranty sets the warranty's whole key too.",
    };
    trap.on_both(async |db, trap| {
        shared_key::schema(db).await.unwrap();
        composite_key::schema(db).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then("machine afterwards", all(machine::Entity, db).await);
        trap.forget();
        trap.wrong("wrong_composite", said(wrong_composite(db).await));
        trap.right("right", said(right(db).await));
        trap.then("warranty afterwards", all(warranty::Entity, db).await);
        trap.then("room afterwards", all(room::Entity, db).await);
    })
    .await;
}
