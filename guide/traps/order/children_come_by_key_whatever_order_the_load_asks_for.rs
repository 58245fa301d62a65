//! The order of children.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, LoaderTrait, QueryOrder,
};

use crate::traps::{Shown, Trap, fixtures::car_mart, said, table};

/// This orders the brands.
async fn wrong(db: &DbConn) -> Result<Option<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .filter_by_id(1)
        .with(car_model::Entity)
        .order_by_asc(car_brand::COLUMN.name)
        .one(db)
        .await
}

/// This orders by a column of the children.
async fn wrong_child(db: &DbConn) -> Result<Option<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .filter_by_id(1)
        .with(car_model::Entity)
        .order_by_asc(car_model::COLUMN.name)
        .one(db)
        .await
}

/// `load_many` returns a list per brand, in the order of the brands.
async fn right(
    db: &DbConn,
    brands: &[car_brand::Model],
) -> Result<Vec<Vec<car_model::Model>>, DbErr> {
    let models = car_model::Entity::find();
    let models = models.order_by_asc(car_model::COLUMN.name);
    brands.load_many(models, db).await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "children_come_by_key_whatever_order_the_load_asks_for.rs"
        ),
        heading: "Children come in the wrong order",
        also: &["`missing FROM-clause entry for table`"],
        given: "Toyota's models are Corolla (1) and Camry (3). You want them ordered by name.",
        instead: "Order children with a query for `load_many`, or sort them in Rust.",
        cause: "An order on the loader applies to the parents. You can't give it an order or a \
                filter for the children, which it orders by primary key \
                (`sea-orm/src/query/loader.rs`). Parents without an order come in any order.",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        let toyota = wrong(db).await.unwrap().unwrap();
        let models = toyota.models.iter().map(|model| &model.name);
        trap.wrong("wrong", names(models));
        let by_child = wrong_child(db).await;
        trap.wrong("wrong_child", said(by_child.map(drop)));
        let toyota =
            car_brand::Entity::find_by_id(1).require_one(db).await.unwrap();
        trap.forget();
        let models = right(db, &[toyota]).await.unwrap();
        trap.right("right", names(models[0].iter().map(|model| &model.name)));
    })
    .await;
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Shown {
    table(["model"], names.map(|name| [name.clone()]).collect())
}
