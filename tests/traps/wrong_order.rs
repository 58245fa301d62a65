//! What the reader sees is the wrong order.

use car_mart::entity::{car_brand, car_model};
use sea_orm::{EntityLoaderTrait, EntityTrait, LoaderTrait, QueryOrder};

use super::{claim, fixtures::car_mart, said, table, trap};

#[tokio::test]
async fn children_come_by_key_whatever_order_the_load_asks_for() {
    trap(
        claim!(),
        "Order children with `parents.load_many(Child::find().order_by_asc(…), db)`, or sort them \
         in Rust.",
        async |db, trap| {
            car_mart(db).await;
            trap.given("Toyota's models are Corolla (1) and Camry (3); wanted: Camry, Corolla.");

            let toyota = car_brand::Entity::load()
                .filter_by_id(1)
                .with(car_model::Entity)
                .order_by_asc(car_brand::Column::Name)
                .one(db)
                .await
                .unwrap()
                .unwrap();
            let names = toyota.models.iter().map(|model| [model.name.clone()]);
            trap.wrong(
                "`Brand::load().with(Model).order_by_asc(brand.name)`",
                table(["model"], names.collect()),
            );

            let toyota = car_brand::Entity::load()
                .filter_by_id(1)
                .with(car_model::Entity)
                .order_by_asc(car_model::Column::Name)
                .one(db)
                .await;
            trap.wrong(
                "`Brand::load().with(Model).order_by_asc(model.name)`",
                said(toyota.map(drop)),
            );

            let toyota = vec![
                car_brand::Entity::find_by_id(1)
                    .one(db)
                    .await
                    .unwrap()
                    .unwrap(),
            ];
            trap.forget();
            let by_name = car_model::Entity::find().order_by_asc(car_model::Column::Name);
            let models = toyota.load_many(by_name, db).await.unwrap();
            let names = models.iter().flatten().map(|model| [model.name.clone()]);
            trap.right(
                "`[toyota].load_many(Model::find().order_by_asc(model.name), db)`",
                table(["model"], names.collect()),
            );
            trap.cause(
                "the loader takes neither an order nor a filter for children",
                "sea-orm/src/query/loader.rs (EntityOrSelect)",
            );
        },
    )
    .await;
}
