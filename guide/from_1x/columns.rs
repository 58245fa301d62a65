//! # `Column::Name` in a filter
//!
//! Compiles and works, but accepts a value of any type: `Column::Name.eq(2)` compiles too.
//! `COLUMN.name` accepts only a value of its column's type. `column` and `column_as` still take
//! `Column::Name`.

use car_mart::entity::car_brand;
use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DbConn, DbErr, EntityTrait, QueryFilter, QueryOrder,
};
use testing::{Kind, TestDatabase};

use crate::recipes::cars;

pub async fn by_enum(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .filter(car_brand::Column::Name.contains("o"))
        .order_by_asc(car_brand::Column::Id)
        .all(db)
        .await
}

pub async fn by_type(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .filter(car_brand::COLUMN.name.contains("o"))
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let brands = by_enum(show.db()).await?;
    show.rows("1.x", brands).await?;
    let brands = by_type(show.db()).await?;
    show.rows("2.0", brands).await
}

pub async fn a_value_of_the_wrong_type_is_an_error_on_postgresql_only() {
    for (kind, fails) in [(Kind::Postgres, true), (Kind::Sqlite, false)] {
        let database = TestDatabase::empty(kind).await;
        let db = database.open("recipes").await;
        cars(&db).await.unwrap();
        let named =
            car_brand::Entity::find().filter(car_brand::Column::Name.eq(2));
        assert_eq!(named.all(&db).await.is_err(), fails, "{kind:?}");
    }
}
