//! Parents, filtered by a column of their children.

use car_mart::entity::{car_brand, car_model};
use harness::source;
use sea_orm::{
    DbConn, DbErr, EntityLoaderTrait, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};

use crate::traps::{Trap, fixtures::car_mart, rows, said, table};

async fn wrong(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with(car_model::Entity)
        .filter(car_model::COLUMN.name.eq("Civic"))
        .order_by_id_asc()
        .all(db)
        .await
}

/// `has_related` returns the brands without their models.
async fn right(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .has_related(car_model::Entity, car_model::COLUMN.name.eq("Civic"))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The loader with a subquery returns the brands with all their models.
async fn right_tree(db: &DbConn) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    let civic = car_model::Entity::find()
        .select_only()
        .column(car_model::Column::BrandId)
        .filter(car_model::COLUMN.name.eq("Civic"))
        .into_query();
    car_brand::Entity::load()
        .with(car_model::Entity)
        .filter(car_brand::COLUMN.id.in_subquery(civic))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "filtering_a_load_by_a_column_of_the_children_says_missing_from_clause.rs"
        ),
        heading: "`missing FROM-clause entry for table`: a filter",
        also: &["`no such column`"],
        given: "Which brands have a model called Civic?",
        instead: "Filter parents with `has_related`, or filter the loader by a subquery.",
        cause: "The loader reads the children in a separate statement, so the one that reads the \
                parents doesn't contain the children's table. The loader has no `has_related` \
                (`sea-orm-macros/src/derives/entity_loader.rs`).",
    };
    trap.on_both(async |db, trap| {
        car_mart(db).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.right("right", rows(right(db).await.unwrap()));
        let brands = right_tree(db).await.unwrap();
        let brands = brands.into_iter();
        let brands =
            brands.map(|brand| [brand.name, brand.models.len().to_string()]);
        trap.right("right_tree", table(["brand", "models"], brands.collect()));
    })
    .await;
}
