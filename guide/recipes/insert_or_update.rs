//! # How do I insert a row or update the one that exists (upsert)?
//!
//! `on_conflict` needs a column with a unique index, here `car_id`, or all the columns of one
//! unique index. `update_columns` updates several columns. It is one statement, so two concurrent
//! programs can't both insert the row. `insert_many` has the same methods. [What every insert returns
//! if the row is there](../dictionary.md#what-does-an-insert-return-if-the-row-is-there) is a table.

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, Set, TryInsertResult,
    sea_query::OnConflict,
};

/// A Corolla, not stored yet.
fn car(car_id: &str, price: i32) -> car_info::ActiveModel {
    car_info::ActiveModel {
        car_id: Set(car_id.to_owned()),
        model_id: Set(1),
        year: Set(2020),
        price: Set(Some(price)),
        ..Default::default()
    }
}

/// Inserts the car, or updates the price of the one that has its `car_id`.
pub async fn store(
    db: &impl ConnectionTrait,
    car: car_info::ActiveModel,
) -> Result<car_info::Model, DbErr> {
    let update = OnConflict::column(car_info::Column::CarId)
        .update_column(car_info::Column::Price)
        .to_owned();
    car_info::Entity::insert(car)
        .on_conflict(update)
        .exec_with_returning(db)
        .await
}

/// Inserts the car unless there is one with its `car_id`. Returns whether it
/// did.
pub async fn insert_if_new(
    db: &impl ConnectionTrait,
    car: car_info::ActiveModel,
) -> Result<bool, DbErr> {
    let inserted = car_info::Entity::insert(car)
        .on_conflict_do_nothing_on([car_info::Column::CarId])
        .exec(db)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(_)))
}

pub async fn step(show: &mut Recorder) -> Done {
    store(show.db(), car("C8", 18_000)).await?;
    show.done().await?;
    store(show.db(), car("C1", 19_500)).await?;
    show.done().await?;
    let inserted = insert_if_new(show.db(), car("C1", 1)).await?;
    let caption = "`insert_if_new` returned";
    show.lines(caption, vec![inserted.to_string()]).await
}
