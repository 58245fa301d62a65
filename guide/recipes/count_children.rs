//! How many children each parent has.

use car_mart::entity::{car_brand, car_model};
use harness::{Recorder, columns, source, steps};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, DerivePartialModel, EntityTrait, QuerySelect, sea_query::Expr,
};

use super::{BOTH, cars, run, unrecorded};

#[derive(DerivePartialModel)]
#[sea_orm(entity = "car_brand::Entity")]
struct BrandSize {
    name: String,
    #[sea_orm(from_expr = "car_model::Column::Id.count()")]
    models: i64,
}

columns!(BrandSize: name, models);

/// Every brand with the number of its models, 0 included.
async fn sizes(db: &DbConn) -> Result<Vec<BrandSize>, DbErr> {
    car_brand::Entity::find()
        .left_join(car_model::Entity)
        .group_by(car_brand::COLUMN.id)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I count the children of each parent?",
        "LEFT JOIN keeps a parent without children. COUNT of the child's key skips NULL, so such a \
         parent gets 0; COUNT(*) would give it 1. Read a count as an `i64`.",
    );
    lesson.code(source!("count_children.rs"), "BrandSize")?;
    lesson.code(source!("count_children.rs"), "sizes")?;
    lesson.rows("The size of each brand", sizes(db).await?);
    let every_row = car_brand::Entity::find_by_id(5)
        .left_join(car_model::Entity)
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "count")
        .into_tuple();
    assert_eq!(every_row.one(&unrecorded(db)).await?, Some(1_i64));
    Ok(())
}

pub async fn a_parent_without_children_counts_zero() {
    run(steps![count_children: step], &BOTH, cars).await;
}
