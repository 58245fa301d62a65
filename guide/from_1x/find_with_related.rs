//! A parent with its children.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder};

use super::{cars, compare};
use crate::recipes::BOTH;

type Pair = (car_brand::Model, Vec<car_model::Model>);

/// Each brand with its models, as a pair.
async fn pairs(db: &DbConn) -> Result<Vec<Pair>, DbErr> {
    car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_asc(car_brand::Column::Id)
        .order_by_asc(car_model::Column::Id)
        .all(db)
        .await
}

/// Each brand with its models in the field `models`.
async fn loaded(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`find_with_related`",
        "Compiles, but misleads once you add a limit or an order. The limit counts rows of the \
         join, not parents. Your order comes after the parents' keys. The loader sends two SELECTs, and its `paginate` counts parents. \
         `find_with_related` is still right if you filter by columns of both tables in one SELECT.",
    );
    lesson.code(source!("find_with_related.rs"), "Pair")?;
    lesson.code(source!("find_with_related.rs"), "pairs")?;
    let old = pairs(db).await?;
    lesson.done(&format!("1.x: {} pairs", old.len()));
    lesson.code(source!("find_with_related.rs"), "loaded")?;
    let new = loaded(db).await?;
    lesson.done(&format!("2.0: {} brands", new.len()));
    for ((brand, models), loaded) in old.into_iter().zip(new) {
        assert_eq!(brand.name, loaded.name);
        let loaded = loaded.models.into_iter().map(|model| model.id);
        assert!(models.into_iter().map(|model| model.id).eq(loaded));
    }
    Ok(())
}

pub async fn find_with_related_gives_what_the_loader_gives() {
    compare(steps![find_with_related: step], &BOTH, cars).await;
}
