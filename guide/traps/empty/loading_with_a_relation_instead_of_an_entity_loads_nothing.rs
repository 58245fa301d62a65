//! A relation, named by `Relation` where the loader wants an entity.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};

use crate::traps::{Shown, Trap, fixtures::car_mart, table};

async fn wrong(db: &DbConn) -> Result<Vec<car_model::ModelEx>, DbErr> {
    car_model::Entity::load()
        .with(car_model::Relation::CarBrand)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn right(db: &DbConn) -> Result<Vec<car_model::ModelEx>, DbErr> {
    car_model::Entity::load()
        .with(car_brand::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "loading_with_a_relation_instead_of_an_entity_loads_nothing.rs"
        ),
        heading: "`.with(Relation::…)` loads nothing",
        also: &[],
        given: "Five models each have a brand.",
        instead: "Write `.with(car_brand::Entity)`, and assert `is_loaded()`.",
        cause: "`.with(Relation::…)` compiles for every relation, but it works only for a \
                self-reference, or if several relations lead to one entity. For any other \
                relation, the loader compares only the entity's table, which a `Relation` value \
                never matches (`expand_loader_with_set_impl_into` in \
                `sea-orm-macros/src/derives/entity_loader.rs`). \
                [#3021](https://github.com/SeaQL/sea-orm/issues/3021) is about another case, two \
                relations to one entity, which [works](../shapes/home-away.md).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", brands(&wrong(db).await.unwrap()));
        trap.right("right", brands(&right(db).await.unwrap()));
    })
    .await;
}

fn brands(models: &[car_model::ModelEx]) -> Shown {
    let row = |model: &car_model::ModelEx| {
        let brand = model.brand.as_ref();
        [
            model.name.clone(),
            brand.map_or_else(|| "None".to_owned(), |brand| brand.name.clone()),
            model.brand.is_loaded().to_string(),
        ]
    };
    let header = ["model", "brand", "is_loaded()"];
    table(header, models.iter().map(row).collect())
}
