//! A tree of more parents than a statement has room for.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, Set};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<usize, DbErr> {
    let brands = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(brands.iter().map(|brand| brand.models.len()).sum())
}

async fn right(db: &DbConn) -> Result<usize, DbErr> {
    let mut pages = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(db, 30_000);
    let mut count = 0;
    while let Some(brands) = pages.fetch_and_next().await? {
        count += brands.iter().map(|brand| brand.models.len()).sum::<usize>();
    }
    Ok(count)
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "loading_a_tree_of_70000_parents_says_too_many_arguments.rs"
        ),
        heading: "`too many arguments for query`: `load().with`",
        also: &[],
        given: "You read 70,000 stored brands with their models.",
        instead: "Page the parents with `paginate`. Each page loads its own children. For many \
                  pages, [start after the last \
                  key](../recipes/how-do-i-read-100000-parents-with-their-children.md).",
        cause: "The loader puts the key of every parent into one statement for the children \
                (`prepare_condition` in `sea-orm/src/query/loader.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let brands: Vec<_> = (6..=70_000)
            .map(|number| car_brand::ActiveModel {
                name: Set(format!("Brand {number}")),
                ..Default::default()
            })
            .collect();
        for chunk in brands.chunks(30_000) {
            let insert = car_brand::Entity::insert_many(chunk.to_vec());
            insert.exec(db).await.unwrap();
        }
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
