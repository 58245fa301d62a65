//! LIMIT on a join.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder, QuerySelect,
};

use crate::traps::{Trap, fixtures::car_mart, table};

async fn wrong(
    db: &DbConn,
    n: u64,
) -> Result<Vec<(car_brand::Model, Vec<car_model::Model>)>, DbErr> {
    car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_asc(car_brand::COLUMN.id)
        .limit(n)
        .all(db)
        .await
}

async fn right(db: &DbConn, n: u64) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .paginate(db, n)
        .fetch_page(0)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "a_limit_on_find_with_related_cuts_children_and_not_parents.rs"
        ),
        heading: "`limit` returns too few parents",
        also: &[],
        given: "You want the first two brands, Toyota and Honda. Toyota has two models. `limit` is \
                2.",
        instead: "Page the parents with the loader.",
        cause: "LIMIT counts the rows of the join: one per child, or one for a parent without \
                children. SeaORM groups them by parent afterward (`sea-orm/src/executor/select.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        let brands = wrong(db, 2).await.unwrap().into_iter();
        let brands = brands
            .map(|(brand, models)| [brand.name, models.len().to_string()]);
        trap.wrong("wrong", table(["brand", "models"], brands.collect()));
        let brands = right(db, 2).await.unwrap().into_iter();
        let brands =
            brands.map(|brand| [brand.name, brand.models.len().to_string()]);
        trap.right("right", table(["brand", "models"], brands.collect()));
    })
    .await;
}
