//! # How do I read one column, only the ids, or each value once (DISTINCT)?
//!
//! To select only the ids, call `select_only`: it drops the entity's columns from the SELECT. `column`
//! adds one, and `into_tuple` reads it: a single column as its own type, several as a tuple, in the
//! order in which you added them. `distinct` returns each value once. PostgreSQL then lets you order
//! only by columns that you select.

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// The ids of the cars of a year.
pub async fn ids(db: &DbConn, year: i32) -> Result<Vec<i32>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column(car_info::Column::Id)
        .filter(car_info::COLUMN.year.eq(year))
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

/// What the cars are called, and what they cost.
pub async fn prices(db: &DbConn) -> Result<Vec<(String, Option<i32>)>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .columns([car_info::Column::CarId, car_info::Column::Price])
        .order_by_asc(car_info::COLUMN.price)
        .filter(car_info::COLUMN.price.is_not_null())
        .into_tuple()
        .all(db)
        .await
}

/// The years in which cars were made, each once.
pub async fn years(db: &DbConn) -> Result<Vec<i32>, DbErr> {
    car_info::Entity::find()
        .select_only()
        .column(car_info::Column::Year)
        .distinct()
        .order_by_asc(car_info::COLUMN.year)
        .into_tuple()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let ids = ids(show.db(), 2021).await?;
    let lines = vec![format!("{ids:?}")];
    show.lines("The ids of the cars of 2021", lines).await?;
    let rows = prices(show.db()).await?;
    show.table("Cars and prices", ["car_id", "price"], rows).await?;
    let years = years(show.db()).await?;
    let lines = vec![format!("{years:?}")];
    show.lines("The years", lines).await
}
