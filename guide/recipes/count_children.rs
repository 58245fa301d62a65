//! # How do I count the children of each parent?
//!
//! LEFT JOIN keeps a parent without children. COUNT of the child's key skips NULL, so such a parent
//! gets 0; COUNT(*) would give it 1. Read a count as an `i64`. In Django this is `annotate` with `Count`.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, DerivePartialModel, EntityTrait, QuerySelect,
    sea_query::Expr,
};
use testing::{Kind, TestDatabase};

use super::cars;

#[derive(DerivePartialModel)]
#[sea_orm(entity = "car_brand::Entity")]
pub struct BrandSize {
    name: String,
    #[sea_orm(from_expr = "car_model::Column::Id.count()")]
    models: i64,
}

/// Every brand with the number of its models, 0 included.
pub async fn sizes(db: &DbConn) -> Result<Vec<BrandSize>, DbErr> {
    car_brand::Entity::find()
        .left_join(car_model::Entity)
        .group_by(car_brand::COLUMN.id)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let sizes = sizes(show.db()).await?.into_iter();
    let rows = sizes.map(|brand| (brand.name, brand.models));
    let caption = "The size of each brand";
    show.table(caption, ["name", "models"], rows).await
}

pub async fn count_of_every_row_counts_an_empty_parent(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("recipes").await;
    cars(&db).await.unwrap();
    let tesla = car_brand::Entity::find_by_id(5)
        .left_join(car_model::Entity)
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "count")
        .into_tuple();
    assert_eq!(tesla.one(&db).await, Ok(Some(1_i64)));
}
