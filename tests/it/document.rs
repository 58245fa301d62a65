//! The outputs that the document promises, asserted literally.

use car_mart::{crud, data_mart};
use migrations::car_mart::Migrator;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::databases::{Kind, TestDatabase, both_databases};

/// A database with the sample rows of car-mart.
async fn car_mart(kind: Kind) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::new(kind).await;
    let db = database.open("car-mart").await;
    Migrator::up(&db, None).await.expect("the migrations apply");
    crud::create(&db).await.expect("the sample rows fit");
    (database, db)
}

/// A car as the document prints it.
fn line(car: &crud::CarLine) -> String {
    let price = car.price.expect("the document's cars have a price");
    format!(
        "{}: {} {}, {} - ${price}",
        car.car_id, car.brand, car.model, car.year
    )
}

both_databases! {
    async fn reading_shows_the_four_cars_of_the_document(kind: Kind) {
        let (_database, db) = car_mart(kind).await;
        let cars = crud::read(&db).await.unwrap();
        let lines: Vec<_> = cars.iter().take(4).map(line).collect();
        assert_eq!(
            lines,
            [
                "C1: Toyota Corolla, 2020 - $20000",
                "C2: Toyota Corolla, 2021 - $21000",
                "C3: Honda Civic, 2020 - $22000",
                "C4: Honda Civic, 2022 - $23000",
            ]
        );
    }

    async fn updating_c2_makes_it_cost_21500(kind: Kind) {
        let (_database, db) = car_mart(kind).await;
        crud::update_price(&db, "C2", 21_500).await.unwrap();
        let cars = crud::read(&db).await.unwrap();
        assert_eq!(line(&cars[1]), "C2: Toyota Corolla, 2021 - $21500");
    }

    async fn deleting_c4_removes_it_from_the_database(kind: Kind) {
        let (_database, db) = car_mart(kind).await;
        let deleted = crud::delete(&db, "C4").await.unwrap();
        assert_eq!(deleted.rows_affected, 1);
        let gone = crud::find(&db, "C4").await;
        assert_eq!(gone, Err(DbErr::RecordNotFound("car C4".to_owned())));
    }

    async fn the_data_mart_has_the_three_rows_of_the_document(kind: Kind) {
        let (_database, db) = car_mart(kind).await;
        crud::update_price(&db, "C2", 21_500).await.unwrap();
        crud::delete(&db, "C4").await.unwrap();
        let mart = data_mart::data_mart(&db).await.unwrap();
        let rows = lesson::table::Table::of(&mart).rows;
        for row in [
            ["Toyota", "Corolla", "2020", "20000"],
            ["Toyota", "Corolla", "2021", "21500"],
            ["Honda", "Civic", "2020", "22000"],
        ] {
            assert!(rows.iter().any(|found| found == &row), "{row:?} is not in {rows:?}");
        }
    }
}
