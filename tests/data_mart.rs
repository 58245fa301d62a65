//! The three forms of the data mart give the same rows, whatever is in the tables.

use car_mart::{
    entity::{car_brand, car_info, car_model},
    steps::{
        data_mart::{DataMartRow, average_prices},
        data_mart_aggregated_first::average_prices_by_model,
        data_mart_stored::{refresh, stored_prices},
    },
};
use migrations::car_mart::Migrator;
use sea_orm::{DatabaseConnection, EntityTrait, Set};
use sea_orm_migration::MigratorTrait;

use testing::{Kind, TestDatabase};

/// Five brands and twelve models. Every name of a model is used by three brands, and the names'
/// order is not that of the ids.
async fn add_models(db: &DatabaseConnection) {
    let brands = ["Zulu", "Alpha", "Mike", "Bravo", "Yankee"].map(|name| {
        car_brand::ActiveModel {
            name: Set(name.to_owned()),
            ..Default::default()
        }
    });
    car_brand::Entity::insert_many(brands).exec(db).await.unwrap();

    let models = (0..12).map(|number| car_model::ActiveModel {
        name: Set(["Delta", "Charlie", "Echo", "Bravo"][number % 4].to_owned()),
        // Three ids for three brands of a name; brand 5 has no model.
        brand_id: Set(
            i32::try_from(number / 4 + 1).unwrap() + i32::from(number % 4 == 3)
        ),
        ..Default::default()
    });
    car_model::Entity::insert_many(models).exec(db).await.unwrap();
}

/// Sixty cars of ten of the models, a third of them without a price.
async fn add_cars(db: &DatabaseConnection, from: i32) {
    let cars = (from..from + 60).map(|number| car_info::ActiveModel {
        car_id: Set(format!("R{number}")),
        model_id: Set(1 + number * 7 % 10),
        year: Set(2018 + number * 11 % 6),
        price: Set((number % 3 > 0).then_some(number * 7919 % 90_000)),
        ..Default::default()
    });
    car_info::Entity::insert_many(cars).exec(db).await.unwrap();
}

/// The rows of all three forms, the stored one refreshed before.
async fn rows_of_all(db: &DatabaseConnection) -> Vec<DataMartRow> {
    refresh(db).await.unwrap();
    let rows = average_prices(db).await.unwrap();
    assert_eq!(rows, average_prices_by_model(db).await.unwrap());
    assert_eq!(rows, stored_prices(db).await.unwrap());
    rows
}

async fn the_three_forms_of_the_data_mart_give_the_same_rows(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open("car-mart").await;
    Migrator::up(&db, None).await.unwrap();
    assert_eq!(rows_of_all(&db).await, []);

    add_models(&db).await;
    assert_eq!(rows_of_all(&db).await, []);

    for round in 0..5 {
        add_cars(&db, round * 60).await;
        let rows = rows_of_all(&db).await;
        assert!(rows.iter().any(|row| row.average_price.is_some()));
    }

    // What the stored mart had and the tables no longer have must go.
    car_info::Entity::delete_many().exec(&db).await.unwrap();
    assert!(!stored_prices(&db).await.unwrap().is_empty());
    assert_eq!(rows_of_all(&db).await, []);
}

testing::tests![the_three_forms_of_the_data_mart_give_the_same_rows,];
