//! # How do I update many rows in one statement?
//!
//! `update_many` sends one UPDATE for all rows that its filter selects. `set` takes the values from
//! an `ActiveModel`, and `col_expr` computes one from a column of the same row. `exec` returns the
//! number of rows, and `exec_with_returning` returns the rows. Without a filter, it updates the whole
//! table. It doesn't run the hooks of `ActiveModelBehavior`.

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, QueryFilter, Set};

/// Every car of that year costs so much more. Returns them.
pub async fn raise_prices(
    db: &DbConn,
    year: i32,
    by: i32,
) -> Result<Vec<car_info::Model>, DbErr> {
    car_info::Entity::update_many()
        .col_expr(car_info::Column::Price, car_info::COLUMN.price.add(by))
        .filter(car_info::COLUMN.year.eq(year))
        .exec_with_returning(db)
        .await
}

/// The cars of that year have no price anymore. Returns how many they are.
pub async fn clear_prices(db: &DbConn, year: i32) -> Result<u64, DbErr> {
    let no_price = car_info::ActiveModel {
        price: Set(None),
        ..Default::default()
    };
    let updated = car_info::Entity::update_many()
        .set(no_price)
        .filter(car_info::COLUMN.year.eq(year))
        .exec(db)
        .await?;
    Ok(updated.rows_affected)
}

pub async fn step(show: &mut Recorder) -> Done {
    let mut cars = raise_prices(show.db(), 2020, 500).await?;
    cars.sort_by_key(|car| car.id); // an UPDATE has no order
    show.rows("`raise_prices` returned", cars).await?;
    let cleared = clear_prices(show.db(), 2022).await?;
    let caption = "`clear_prices` returned";
    show.lines(caption, vec![cleared.to_string()]).await
}
