//! A child with its parent.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryOrder};

use super::{cars, compare};
use crate::recipes::{BOTH, unrecorded};

type Pair = (car_model::Model, Option<car_brand::Model>);

/// Each model with its brand, as a pair.
async fn pairs(db: &DbConn) -> Result<Vec<Pair>, DbErr> {
    car_model::Entity::find()
        .find_also_related(car_brand::Entity)
        .order_by_asc(car_model::Column::Id)
        .all(db)
        .await
}

/// Each model with its brand in the field `brand`.
async fn loaded(db: &DbConn) -> Result<Vec<car_model::ModelEx>, DbErr> {
    car_model::Entity::load()
        .with(car_brand::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`find_also_related`",
        "Compiles, and is right for a to-one relation. It returns pairs with an `Option`, even if \
         the key is NOT NULL; `find_both_related` sends an INNER JOIN and returns no `Option`. The \
         loader sends the same SELECT and fills the relation field.",
    );
    lesson.code(source!("find_also_related.rs"), "Pair")?;
    lesson.code(source!("find_also_related.rs"), "pairs")?;
    let old: Vec<_> = pairs(db).await?;
    lesson.done(&format!("1.x: {} pairs", old.len()));
    lesson.code(source!("find_also_related.rs"), "loaded")?;
    let new = loaded(db).await?;
    lesson.done(&format!("2.0: {} models", new.len()));
    let both = car_model::Entity::find().find_both_related(car_brand::Entity);
    let both: Vec<(_, car_brand::Model)> = both.all(&unrecorded(db)).await?;
    assert_eq!(both.len(), old.len());
    for ((model, brand), loaded) in old.into_iter().zip(new) {
        assert_eq!(model.id, loaded.id);
        let loaded = loaded.brand.into_option().unwrap();
        assert_eq!(brand.unwrap().name, loaded.name);
    }
    Ok(())
}

pub async fn find_also_related_gives_what_the_loader_gives() {
    compare(steps![find_also_related: step], &BOTH, cars).await;
}
