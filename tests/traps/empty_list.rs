//! What the reader sees is an empty list.

use car_mart::entity::{car_brand, car_model};
use sea_orm::EntityLoaderTrait;

use super::{Shown, claim, fixtures::car_mart, table, trap};

#[tokio::test]
async fn a_relation_that_was_not_loaded_looks_empty() {
    trap(
        claim!(),
        "Ask for a relation with `.with(…)` before you read it, and assert `is_loaded()`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Five brands; Toyota has two models, Tesla has none.");

            let brands = car_brand::Entity::load().order_by_id_asc().all(db).await;
            trap.wrong("`Brand::load().all(db)`", models(&brands.unwrap()));

            let brands = car_brand::Entity::load()
                .with(car_model::Entity)
                .order_by_id_asc()
                .all(db)
                .await;
            trap.right(
                "`Brand::load().with(Model).all(db)`",
                models(&brands.unwrap()),
            );
        },
    )
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
    table(
        ["brand", "len()", "is_empty()", "is_loaded()"],
        brands.iter().map(row).collect(),
    )
}

#[tokio::test]
async fn loading_with_a_relation_instead_of_an_entity_loads_nothing() {
    trap(
        claim!(),
        "Write `.with(car_brand::Entity)`, not `.with(Relation::CarBrand)`, and assert \
         `is_loaded()`.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Five models, each of a brand.");

            let models = car_model::Entity::load()
                .with(car_model::Relation::CarBrand)
                .order_by_id_asc()
                .all(db)
                .await;
            trap.wrong(
                "`Model::load().with(Relation::CarBrand).all(db)`",
                brand(&models.unwrap()),
            );

            let models = car_model::Entity::load()
                .with(car_brand::Entity)
                .order_by_id_asc()
                .all(db)
                .await;
            trap.right(
                "`Model::load().with(car_brand::Entity).all(db)`",
                brand(&models.unwrap()),
            );
            trap.cause(
                "the loader compares with the target's table, never with the relation's name",
                "sea-orm-macros/src/derives/entity_loader.rs (expand_loader_with_set_impl_into)",
            );
        },
    )
    .await;
}

fn brand(models: &[car_model::ModelEx]) -> Shown {
    let row = |model: &car_model::ModelEx| {
        let brand = model.brand.as_ref();
        [
            model.name.clone(),
            brand.map_or_else(|| "None".to_owned(), |brand| brand.name.clone()),
            model.brand.is_loaded().to_string(),
        ]
    };
    table(
        ["model", "brand", "is_loaded()"],
        models.iter().map(row).collect(),
    )
}
