//! More values than an INSERT has room for.

use car_mart::entity::car_info::{self, ActiveModel};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, PaginatorTrait, Set};

use crate::traps::{Trap, fixtures::car_mart, said, table};

async fn wrong(db: &DbConn, cars: Vec<ActiveModel>) -> Result<(), DbErr> {
    car_info::Entity::insert_many(cars).exec(db).await?;
    Ok(())
}

async fn right(db: &DbConn, cars: Vec<ActiveModel>) -> Result<(), DbErr> {
    for chunk in cars.chunks(7_500) {
        car_info::Entity::insert_many(chunk.to_vec()).exec(db).await?;
    }
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("inserting_70000_values_says_too_many_arguments.rs"),
        heading: "`too many arguments for query`: `insert_many`",
        also: &[],
        given: "You insert 17,500 cars with four values each: 70,000 values.",
        instead: "Insert the rows in `chunks`: rows times columns may be at most 65,535 on \
                  PostgreSQL and 32,766 on SQLite.",
        cause: "Every value of every row becomes a bind parameter of one statement \
                (`sea-orm/src/query/insert.rs`). \
                [#691](https://github.com/SeaQL/sea-orm/issues/691) (open) asks for batching.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let cars: Vec<_> = (1..=17_500)
            .map(|number| ActiveModel {
                car_id: Set(format!("X{number:05}")),
                model_id: Set(1),
                year: Set(2000),
                price: Set(None),
                ..Default::default()
            })
            .collect();
        trap.forget();
        trap.wrong("wrong", said(wrong(db, cars.clone()).await));
        trap.right("right", said(right(db, cars).await));
        let cars = car_info::Entity::find().count(db).await.unwrap();
        trap.then(
            "Cars afterwards, with the seven from before",
            table(["cars"], vec![[cars.to_string()]]),
        );
    })
    .await;
}
