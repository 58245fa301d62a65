//! One condition, in several queries.

use car_mart::entity::{car_info, car_model};
use harness::{Recorder, source, steps};
use sea_orm::{ColumnTrait, Condition, DbConn, DbErr, EntityTrait, QueryFilter};

use super::{BOTH, cars, run};

/// Cars within a price range. A bound that is `None` doesn't count.
fn priced(from: Option<i32>, to: Option<i32>) -> Condition {
    let price = car_info::Column::Price;
    Condition::all()
        .add_option(from.map(|from| price.gte(from)))
        .add_option(to.map(|to| price.lte(to)))
}

/// The cars that cost at most 21,000.
async fn cheap_cars(db: &DbConn) -> Result<Vec<car_info::Model>, DbErr> {
    car_info::Entity::find()
        .filter(priced(None, Some(21_000)))
        .order_by_id_asc()
        .all(db)
        .await
}

/// The models that have a car for 25,000 or more.
async fn expensive_models(db: &DbConn) -> Result<Vec<car_model::Model>, DbErr> {
    car_model::Entity::find()
        .has_related(car_info::Entity, priced(Some(25_000), None))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I use a filter in several queries?",
        "A condition is a value: return it from a function, and pass it to `filter` or \
         `has_related`. `add_option` leaves out a condition that is `None`, such as an empty field \
         of a search form.",
    );
    for function in ["priced", "cheap_cars", "expensive_models"] {
        lesson.code(source!("reuse_filters.rs"), function)?;
    }
    lesson.rows("Cheap cars", cheap_cars(db).await?);
    lesson.rows("Models with an expensive car", expensive_models(db).await?);
    Ok(())
}

pub async fn a_condition_is_a_value() {
    run(steps![reuse_filters: step], &BOTH, cars).await;
}
