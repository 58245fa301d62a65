//! What `from_expr` of a partial model takes.

use car_mart::{entity::car_info, steps::create};
use migrations::car_mart::Migrator;
use sea_orm::{
    ColumnTrait, DerivePartialModel, EntityTrait, entity::prelude::Decimal,
};
use sea_orm_migration::MigratorTrait;

use testing::{Kind, TestDatabase};

#[derive(Debug, PartialEq, DerivePartialModel)]
struct Prices {
    #[sea_orm(from_expr = "car_info::COLUMN.price.count()")]
    count: i64,
    #[sea_orm(from_expr = "car_info::COLUMN.price.max()")]
    highest: Option<i32>,
    #[sea_orm(from_expr = "car_info::Column::Price.avg()")]
    average: Option<Decimal>,
}

async fn from_expr_takes_an_aggregate_of_column_in_capitals(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("claims").await;
    Migrator::up(&db, None).await.unwrap();
    create::create(&db).await.unwrap();
    let prices = car_info::Entity::find().into_partial_model::<Prices>();
    let prices = prices.one(&db).await.unwrap().unwrap();
    assert!(prices.count > 0 && prices.highest.is_some(), "{prices:?}");
    assert!(prices.average < prices.highest.map(Decimal::from), "{prices:?}");
}

testing::tests![from_expr_takes_an_aggregate_of_column_in_capitals,];
