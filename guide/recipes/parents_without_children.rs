//! # How do I find parents without children, or with at least n?
//!
//! `has_related` sends EXISTS and takes a condition on the children; an empty one,
//! `Condition::all()`, asks for any child. For no child, negate the EXISTS of a subquery that
//! compares the two keys. For a number, group the join and compare the count in HAVING. Each returns a
//! parent at most once.

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    Condition, DbConn, DbErr, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait},
};

pub type Brands = Vec<car_brand::Model>;

/// The brands that have models.
pub async fn with_models(db: &DbConn) -> Result<Brands, DbErr> {
    car_brand::Entity::find()
        .has_related(car_model::Entity, Condition::all())
        .order_by_id_asc()
        .all(db)
        .await
}

/// The brands that have none.
pub async fn without_models(db: &DbConn) -> Result<Brands, DbErr> {
    let brand = (car_brand::Entity, car_brand::Column::Id);
    let of_the_brand =
        Expr::col((car_model::Entity, car_model::Column::BrandId))
            .equals(brand);
    let models = car_model::Entity::find().filter(of_the_brand).into_query();
    car_brand::Entity::find()
        .filter(Expr::not_exists(models))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The brands that have at least so many.
pub async fn with_at_least(db: &DbConn, least: i32) -> Result<Brands, DbErr> {
    car_brand::Entity::find()
        .inner_join(car_model::Entity)
        .group_by(car_brand::COLUMN.id)
        .having(car_model::COLUMN.id.count().gte(least))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = with_models(show.db()).await?;
    show.rows("At least one", brands).await?;
    let brands = without_models(show.db()).await?;
    show.rows("None", brands).await?;
    let brands = with_at_least(show.db(), 2).await?;
    show.rows("At least two", brands).await
}
