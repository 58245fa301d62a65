//! The parents that have a certain child, each with all its children.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::{BOTH, cars, page_parents::Brand, run};

/// The brand that makes a Camry, with all its models.
async fn camry_brands(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    let camry = car_model::Entity::find()
        .select_only()
        .column(car_model::Column::BrandId)
        .filter(car_model::COLUMN.name.eq("Camry"))
        .into_query();
    car_brand::Entity::load()
        .with(car_model::Entity)
        .filter(car_brand::COLUMN.id.in_subquery(camry))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The same brand without its models.
async fn brands_alone(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .has_related(car_model::Entity, car_model::COLUMN.name.eq("Camry"))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I filter parents by their children?",
        "The loader has no `has_related` and doesn't join a to-many relation, so pass it the \
         condition as a subquery. `find` has `has_related`, which sends EXISTS. Neither returns a \
         parent twice, as a join would.",
    );
    lesson.code(source!("filter_parents.rs"), "camry_brands")?;
    lesson.code(source!("filter_parents.rs"), "brands_alone")?;
    let brands = camry_brands(db).await?;
    lesson.rows(
        "All models of the brand that makes a Camry",
        brands.into_iter().map(Brand::from),
    );
    lesson.rows("The brand without its models", brands_alone(db).await?);
    Ok(())
}

pub async fn parents_are_filtered_by_a_subquery() {
    run(steps![filter_parents: step], &BOTH, cars).await;
}
