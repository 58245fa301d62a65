//! # How do I count rows, or ask whether there is one?
//!
//! `count` and `exists` belong to two traits, `PaginatorTrait` and `SelectExt`. Without the first,
//! the compiler says of `count` that [`Select` is not an
//! iterator](../compile-errors/e0599-selectbrandentity-is-not-an-iterator.md), and without the second, that
//! there is no method `exists`.

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityTrait, PaginatorTrait, QueryFilter, SelectExt,
};

/// How many cars are of that year.
pub async fn of_year(db: &DbConn, year: i32) -> Result<u64, DbErr> {
    car_info::Entity::find()
        .filter(car_info::COLUMN.year.eq(year))
        .count(db)
        .await
}

/// Whether there is one.
pub async fn any_of_year(db: &DbConn, year: i32) -> Result<bool, DbErr> {
    car_info::Entity::find()
        .filter(car_info::COLUMN.year.eq(year))
        .exists(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let count = of_year(show.db(), 2021).await?;
    show.lines("Of 2021", vec![count.to_string()]).await?;
    let any = any_of_year(show.db(), 1999).await?;
    show.lines("Of 1999", vec![any.to_string()]).await
}
