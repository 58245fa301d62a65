//! N+1: a query for each parent.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityTrait, ModelTrait, Set};

use crate::traps::{Trap, fixtures::car_mart, said};

async fn wrong(db: &DbConn) -> Result<usize, DbErr> {
    let mut count = 0;
    for brand in car_brand::Entity::find().all(db).await? {
        let models = brand.find_related(car_model::Entity).all(db).await?;
        count += models.len();
    }
    Ok(count)
}

async fn right(db: &DbConn) -> Result<usize, DbErr> {
    let brands = car_brand::Entity::load().with(car_model::Entity);
    let brands = brands.all(db).await?;
    Ok(brands.iter().map(|brand| brand.models.len()).sum())
}

pub async fn test() {
    let trap = Trap {
        source: source!("find_related_in_a_loop_sends_a_statement_a_parent.rs"),
        heading: "One statement per parent (N+1)",
        also: &[],
        given: "You read the models of each of 500 brands. Five models are stored.",
        instead: "Load the children of all parents at once, with `load().with(…)` or `load_many`.",
        cause: "`find_related` is a query for one parent (`sea-orm/src/entity/model.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        let brands = (6..=500).map(|number| car_brand::ActiveModel {
            name: Set(format!("Brand {number}")),
            ..Default::default()
        });
        car_brand::Entity::insert_many(brands).exec(db).await.unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", said(right(db).await));
    })
    .await;
}
