//! A relation that nobody asked for.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};

use crate::traps::{Shown, Trap, fixtures::car_mart, table};

async fn wrong(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load().order_by_id_asc().all(db).await
}

async fn right(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("a_relation_that_was_not_loaded_looks_empty.rs"),
        heading: "A list is empty although there are rows",
        also: &[],
        given: "Of five brands, Toyota has two models and Tesla has none.",
        instead: "Ask for a relation with `.with(…)` before you read it, and assert `is_loaded()`.",
        cause: "SeaORM has no lazy loading: it never loads a relation that you don't ask for. A list \
                that was not loaded has the length 0 and is empty (`sea-orm/src/entity/compound/has_many.rs`); only \
                `is_loaded()` tells it from a list that was loaded and is empty.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", models(&wrong(db).await.unwrap()));
        trap.right("right", models(&right(db).await.unwrap()));
    })
    .await;
}

fn models(brands: &[car_brand::ModelEx]) -> Shown {
    let row = |brand: &car_brand::ModelEx| {
        [
            brand.name.clone(),
            brand.models.len().to_string(),
            brand.models.is_empty().to_string(),
            brand.models.is_loaded().to_string(),
        ]
    };
    let header = ["brand", "models.len()", "is_empty()", "is_loaded()"];
    table(header, brands.iter().map(row).collect())
}
