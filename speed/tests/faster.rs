//! A way that is faster because it reads less would win.

#![allow(clippy::unwrap_used, reason = "a test that can't go on panics")]

use car_mart::steps::read_from_brands::read_from_brands;
use harness::database;
use speed::{
    cars::{self, add_cars, create_tables},
    faster::{self, Car, Tree},
};

/// As tuples of brand, model and car.
fn flat<C>(
    tree: Tree<C>,
    car: impl Fn(C) -> Car,
) -> Vec<(String, String, Car)> {
    let mut flat = Vec::new();
    for (brand, models) in tree {
        for (model, cars) in models {
            for found in cars {
                flat.push((brand.name.clone(), model.name.clone(), car(found)));
            }
        }
    }
    flat
}

#[test]
fn every_way_reads_what_the_loader_reads() {
    testing::block_on(async {
        let place = cars::place("faster");
        let db = &database::open(None, place).await.unwrap();
        create_tables(db, place).await.unwrap();
        add_cars(db, 0..1_000).await.unwrap();

        let mut expected = Vec::new();
        for brand in read_from_brands(db).await.unwrap() {
            for model in brand.models {
                for car in model.cars {
                    let car =
                        (car.id, car.car_id, car.model_id, car.year, car.price);
                    expected.push((
                        brand.name.clone(),
                        model.name.clone(),
                        car,
                    ));
                }
            }
        }
        assert_eq!(expected.len(), 1_000);

        let streamed = faster::streamed_tuples(db).await.unwrap();
        assert_eq!(flat(streamed, |car| car), expected);
        let tuples = faster::tuples(db).await.unwrap();
        assert_eq!(flat(tuples, |car| car), expected);
        let named = |car: faster::NamedCar| {
            (car.id, car.car_id, car.model_id, car.year, car.price)
        };
        let partial = faster::partial_models(db).await.unwrap();
        assert_eq!(flat(partial, named), expected);
        let statement = faster::statement(db).await.unwrap();
        assert_eq!(flat(statement, named), expected);
        let models = faster::models(db).await.unwrap();
        let of_model = |car: car_mart::entity::car_info::Model| {
            (car.id, car.car_id, car.model_id, car.year, car.price)
        };
        assert_eq!(flat(models, of_model), expected);
    });
}
