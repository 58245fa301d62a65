//! DO NOTHING, and a column that is not the primary key.

use car_mart::entity::car_brand;
use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, Set};

use crate::traps::{Trap, fixtures, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let toyota = car_brand::ActiveModel {
        name: Set("Toyota".to_owned()),
        ..Default::default()
    };
    car_brand::Entity::insert(toyota)
        .on_conflict_do_nothing()
        .exec(db)
        .await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<(), DbErr> {
    let toyota = car_brand::ActiveModel {
        name: Set("Toyota".to_owned()),
        ..Default::default()
    };
    car_brand::Entity::insert(toyota)
        .on_conflict_do_nothing_on([car_brand::Column::Name])
        .exec(db)
        .await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("on_conflict_do_nothing_says_duplicate_key.rs"),
        heading: "`duplicate key value violates unique constraint`: `on_conflict_do_nothing`",
        also: &["`UNIQUE constraint failed`"],
        given: "There is a brand Toyota. The name is UNIQUE.",
        instead: "Name the columns of the unique index.",
        cause: "`on_conflict_do_nothing()` sends ON CONFLICT (\"id\") DO NOTHING: it names the columns \
                of the primary key (`on_conflict_primary_key` in `sea-orm/src/query/insert.rs`). Any \
                other unique index still refuses the row.",
    };
    trap.on_both(async |db, trap| {
        fixtures::car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
