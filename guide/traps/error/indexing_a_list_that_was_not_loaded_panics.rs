//! An index into a list that nobody loaded.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};

use crate::traps::{Trap, fixtures::car_mart, panicked, said};

async fn wrong(db: &DbConn) -> Result<String, DbErr> {
    let toyota = car_brand::Entity::load().filter_by_id(1).one(db).await?;
    Ok(toyota.unwrap().models[0].name.clone())
}

async fn right(db: &DbConn) -> Result<Option<String>, DbErr> {
    let toyota = car_brand::Entity::load()
        .filter_by_id(1)
        .with(car_model::Entity)
        .one(db)
        .await?;
    let models = toyota.unwrap().models;
    Ok(models.get(0).map(|model| model.name.clone()))
}

pub async fn test() {
    let trap = Trap {
        source: source!("indexing_a_list_that_was_not_loaded_panics.rs"),
        heading: "`the HasMany is Unloaded`",
        also: &["`index out of bounds`"],
        given: "Toyota (1) has two models.",
        instead: "Load the relation with `.with(…)`, and use `get`, which returns an `Option`.",
        cause: "A list that was not loaded has no elements, so indexing it panics, as with an \
                empty `Vec` (`sea-orm/src/entity/compound/has_many.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        let owned = db.clone();
        let call = async move { wrong(&owned).await };
        trap.wrong("wrong", panicked(call).await);
        trap.right("right", said(right(db).await));
    })
    .await;
}
