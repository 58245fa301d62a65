//! Children of more parents than a statement has room for.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, LoaderTrait};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn, all: &[car_brand::Model]) -> Result<usize, DbErr> {
    let models = all.load_many(car_model::Entity, db).await?;
    Ok(models.iter().flatten().count())
}

async fn right(db: &DbConn, all: &[car_brand::Model]) -> Result<usize, DbErr> {
    let mut count = 0;
    for chunk in all.chunks(30_000) {
        let models = chunk.load_many(car_model::Entity, db).await?;
        count += models.iter().flatten().count();
    }
    Ok(count)
}

pub async fn test() {
    let trap = Trap {
        source: source!("loading_for_70000_parents_says_too_many_arguments.rs"),
        heading: "`too many arguments for query`: `load_many`",
        also: &["`too many SQL variables`"],
        given: "You have 70,000 brands in memory and load their models.",
        instead: "Load the children for `chunks` of the parents: at most 65,535 keys per statement \
                  on PostgreSQL and 32,766 on SQLite. A composite key counts once per column.",
        cause: "Every key becomes a bind parameter of one statement (`prepare_condition` in \
                `sea-orm/src/query/loader.rs`), and PostgreSQL's protocol counts them in 16 bits.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let brands: Vec<_> = (1..=70_000)
            .map(|id| car_brand::Model {
                id,
                name: String::new(),
            })
            .collect();
        trap.forget();
        trap.wrong("wrong", said(wrong(db, &brands).await));
        trap.right("right", said(right(db, &brands).await));
    })
    .await;
}
