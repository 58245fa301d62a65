//! `Column::Name` and `COLUMN.name`.

use car_mart::entity::car_brand;
use harness::{Recorder, source, steps};
use sea_orm::{ColumnTrait, DbConn, DbErr, EntityTrait, QueryFilter, QueryOrder};
use testing::{Kind, TestDatabase};

use super::{cars, compare};
use crate::recipes::BOTH;

async fn by_enum(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .filter(car_brand::Column::Name.contains("o"))
        .order_by_asc(car_brand::Column::Id)
        .all(db)
        .await
}

async fn by_type(db: &DbConn) -> Result<Vec<car_brand::Model>, DbErr> {
    car_brand::Entity::find()
        .filter(car_brand::COLUMN.name.contains("o"))
        .order_by_id_asc()
        .all(db)
        .await
}

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "`Column::Name` in a filter",
        "Compiles and works, but accepts a value of any type: `Column::Name.eq(2)` compiles too. \
         `COLUMN.name` accepts only a value of its column's type. `column` and `column_as` still \
         take `Column::Name`.",
    );
    lesson.code(source!("columns.rs"), "by_enum")?;
    let old = by_enum(db).await?;
    lesson.rows("1.x", old.clone());
    lesson.code(source!("columns.rs"), "by_type")?;
    let new = by_type(db).await?;
    assert_eq!(old, new);
    lesson.rows("2.0", new);
    Ok(())
}

pub async fn a_typed_column_filters_as_the_enum_does() {
    compare(steps![columns: step], &BOTH, cars).await;
}

pub async fn a_value_of_the_wrong_type_is_an_error_on_postgresql_only() {
    for (kind, fails) in [(Kind::Postgres, true), (Kind::Sqlite, false)] {
        let database = TestDatabase::empty(kind).await;
        let db = database.open("recipes").await;
        cars(&db).await.unwrap();
        let named = car_brand::Entity::find().filter(car_brand::Column::Name.eq(2));
        assert_eq!(named.all(&db).await.is_err(), fails, "{kind:?}");
    }
}
