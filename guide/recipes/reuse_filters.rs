//! # How do I use a filter in several queries?
//!
//! A condition is a value: return it from a function, and pass it to `filter` or `has_related`.
//! `add_option` leaves out a condition that is `None`, such as an empty field of a search form.

use car_mart::entity::{car_info, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, Condition, DbConn, DbErr, EntityTrait, QueryFilter,
};

/// Cars within a price range. A bound that is `None` doesn't count.
pub fn priced(from: Option<i32>, to: Option<i32>) -> Condition {
    let price = car_info::Column::Price;
    Condition::all()
        .add_option(from.map(|from| price.gte(from)))
        .add_option(to.map(|to| price.lte(to)))
}

/// The cars that cost at most 21,000.
pub async fn cheap_cars(db: &DbConn) -> Result<Vec<car_info::Model>, DbErr> {
    car_info::Entity::find()
        .filter(priced(None, Some(21_000)))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The models that have a car for 25,000 or more.
pub async fn expensive_models(
    db: &DbConn,
) -> Result<Vec<car_model::Model>, DbErr> {
    car_model::Entity::find()
        .has_related(car_info::Entity, priced(Some(25_000), None))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let cars = cheap_cars(show.db()).await?;
    show.rows("Cheap cars", cars).await?;
    let models = expensive_models(show.db()).await?;
    show.rows("Models with an expensive car", models).await
}
