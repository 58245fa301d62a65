//! # How do I combine conditions with OR?
//!
//! Each `filter` adds a condition with AND. `Condition::any` joins its conditions with OR, and
//! `Condition::all` joins with AND inside of it. Two conditions have a shorter form, `a.or(b)`.
//! `add_option` skips a condition that is `None`. `Condition::any` without a condition is FALSE and
//! finds no row; `Condition::all` is TRUE and finds all.

use car_mart::entity::car_info;
use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, Condition, DbConn, DbErr, EntityTrait, QueryFilter,
    sea_query::ExprTrait,
};

pub type Cars = Vec<car_info::Model>;

/// Cars of 2022, and Corollas under 20500.
pub async fn any(db: &DbConn) -> Result<Cars, DbErr> {
    let cheap_corolla = Condition::all()
        .add(car_info::COLUMN.model_id.eq(1))
        .add(car_info::COLUMN.price.lt(20_500));
    car_info::Entity::find()
        .filter(
            Condition::any()
                .add(car_info::COLUMN.year.eq(2022))
                .add(cheap_corolla),
        )
        .order_by_id_asc()
        .all(db)
        .await
}

/// Cars that are new or have no price.
pub async fn or(db: &DbConn) -> Result<Cars, DbErr> {
    let new = car_info::COLUMN.year.eq(2022);
    car_info::Entity::find()
        .filter(new.or(car_info::COLUMN.price.is_null()))
        .order_by_id_asc()
        .all(db)
        .await
}

/// Cars of that year, or under that price, as far as either is given.
pub async fn search(
    db: &DbConn,
    year: Option<i32>,
    under: Option<i32>,
) -> Result<Cars, DbErr> {
    let year = year.map(|year| car_info::Column::Year.eq(year));
    let under = under.map(|price| car_info::Column::Price.lt(price));
    car_info::Entity::find()
        .filter(Condition::any().add_option(year).add_option(under))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let cars = any(show.db()).await?;
    show.rows("By `Condition::any`", cars).await?;
    let cars = or(show.db()).await?;
    show.rows("By `or`", cars).await?;
    let cars = search(show.db(), Some(2020), None).await?;
    show.rows("A search by year alone", cars).await?;
    let cars = search(show.db(), None, None).await?;
    show.rows("A search for nothing", cars).await
}
