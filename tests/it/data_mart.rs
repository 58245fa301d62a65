//! The three forms of the data mart give the same rows, whatever is in the tables.

use car_mart::{
    data_mart::{DataMartRow, data_mart, data_mart_by_model, refresh, stored},
    entity::{car_brand, car_info, car_model},
};
use migrations::car_mart::Migrator;
use sea_orm::{DatabaseConnection, EntityTrait, Set};
use sea_orm_migration::MigratorTrait;

use crate::databases::{Kind, TestDatabase, both_databases};

/// Numbers that are the same on every run: a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: i32) -> i32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        i32::try_from((self.0 >> 33) % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// Five brands and twelve models. Every name of a model is used by three brands, and the names'
/// order is not that of the ids.
async fn add_models(db: &DatabaseConnection) {
    let brands = ["Zulu", "Alpha", "Mike", "Bravo", "Yankee"].map(|name| car_brand::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    car_brand::Entity::insert_many(brands)
        .exec(db)
        .await
        .unwrap();

    let models = (0..12).map(|number| car_model::ActiveModel {
        name: Set(["Delta", "Charlie", "Echo", "Bravo"][number % 4].to_owned()),
        // Three ids for three brands of a name; brand 5 has no model.
        brand_id: Set(i32::try_from(number / 4 + 1).unwrap() + i32::from(number % 4 == 3)),
        ..Default::default()
    });
    car_model::Entity::insert_many(models)
        .exec(db)
        .await
        .unwrap();
}

/// Cars of ten of the models, a third of them without a price.
async fn add_cars(db: &DatabaseConnection, random: &mut Random, from: i32, count: i32) {
    let cars: Vec<_> = (from..from + count)
        .map(|number| car_info::ActiveModel {
            car_id: Set(format!("R{number}")),
            model_id: Set(1 + random.below(10)),
            year: Set(2018 + random.below(6)),
            price: Set((random.below(3) > 0).then(|| random.below(90_000))),
            ..Default::default()
        })
        .collect();
    car_info::Entity::insert_many(cars).exec(db).await.unwrap();
}

/// The rows of all three forms, the stored one refreshed before.
async fn rows_of_all(db: &DatabaseConnection) -> Vec<DataMartRow> {
    refresh(db).await.unwrap();
    let rows = data_mart(db).await.unwrap();
    assert_eq!(rows, data_mart_by_model(db).await.unwrap());
    assert_eq!(rows, stored(db).await.unwrap());
    rows
}

both_databases! {
    async fn the_three_forms_of_the_data_mart_give_the_same_rows(kind: Kind) {
        let database = TestDatabase::new(kind).await;
        let db = database.open("car-mart").await;
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(rows_of_all(&db).await, []);

        add_models(&db).await;
        assert_eq!(rows_of_all(&db).await, []);

        let mut random = Random(7);
        for round in 0..5 {
            add_cars(&db, &mut random, round * 60, 60).await;
            let rows = rows_of_all(&db).await;
            assert!(rows.iter().any(|row| row.average_price.is_some()));
        }

        // What the stored mart had and the tables no longer have must go.
        car_info::Entity::delete_many().exec(&db).await.unwrap();
        assert!(!stored(&db).await.unwrap().is_empty());
        assert_eq!(rows_of_all(&db).await, []);
    }
}
