//! Values with quotes and SQL in them go through every function that takes one, and come back as
//! they went in.

use car_mart::{
    crud,
    entity::{car_brand, car_info, car_model},
};
use migrations::car_mart::Migrator;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, Set};
use sea_orm_migration::MigratorTrait;

use crate::databases::{Kind, TestDatabase, both_databases};

/// What would do harm if a value were pasted into SQL, or be lost on the way. No NUL character:
/// PostgreSQL's text can't hold one.
pub const VALUES: &[&str] = &[
    "",
    "'",
    "''",
    "O'Hara",
    "\"",
    "`",
    "\\",
    "\\'",
    "$1",
    "?",
    "?1",
    ":name",
    "$$",
    "%",
    "_",
    "C1",
    "C1' OR '1'='1",
    "'; DROP TABLE car_info; --",
    "\"; DROP TABLE \"car_info\"; --",
    "x'); DELETE FROM car_info; SELECT ('",
    "/*",
    "--",
    "E'\\x27'",
    "NULL",
    " C1 ",
    "c1",
    "a\nb\r\n\tc",
    "\u{1b}[31m",
    "Zoë",
    "e\u{301}",
    "日本語 😀 👩‍👩‍👧‍👦",
    "שלום\u{202e}",
    "\u{feff}",
];

both_databases! {
    async fn car_mart_stores_every_value_as_it_is(kind: Kind) {
        let database = TestDatabase::new(kind).await;
        let db = database.open("car-mart").await;
        Migrator::up(&db, None).await.unwrap();
        for value in VALUES {
            let brand = car_brand::ActiveModel { name: Set((*value).to_owned()), ..Default::default() };
            let brand = brand.insert(&db).await.unwrap();
            let model = car_model::ActiveModel {
                name: Set((*value).to_owned()),
                brand_id: Set(brand.id),
                ..Default::default()
            };
            let model = model.insert(&db).await.unwrap();
            let car = car_info::ActiveModel {
                car_id: Set((*value).to_owned()),
                model_id: Set(model.id),
                year: Set(2020),
                ..Default::default()
            };
            car.insert(&db).await.unwrap();
        }

        let brands = crud::read_down(&db).await.unwrap();
        assert_eq!(brands.len(), VALUES.len());
        for (value, brand) in VALUES.iter().zip(&brands) {
            let names = (&*brand.name, &*brand.models[0].name, &*brand.models[0].cars[0].car_id);
            assert_eq!(names, (*value, *value, *value));
        }
        for value in VALUES {
            assert_eq!(crud::find(&db, value).await.unwrap().car_id, *value);
            let car = crud::read_up(&db, value).await.unwrap().expect("the car is there");
            let model = car.model.as_ref().expect("the model is loaded");
            let brand = model.brand.as_ref().expect("the brand is loaded");
            assert_eq!((&*car.car_id, &*model.name, &*brand.name), (*value, *value, *value));
            assert_eq!(crud::update_price(&db, value, 1).await.unwrap().car_id, *value);
        }
        let mut read: Vec<_> = crud::read(&db).await.unwrap();
        assert!(read.iter().all(|line| line.brand == line.car_id && line.price == Some(1)));
        read.sort_by(|left, right| left.car_id.cmp(&right.car_id));
        let mut sorted = VALUES.to_vec();
        sorted.sort_unstable();
        assert_eq!(read.iter().map(|line| &*line.car_id).collect::<Vec<_>>(), sorted);
        assert_eq!(car_mart::data_mart::data_mart(&db).await.unwrap().len(), VALUES.len());

        for (left, value) in (0..VALUES.len()).rev().zip(VALUES) {
            assert_eq!(crud::delete(&db, value).await.unwrap().rows_affected, 1, "{value:?}");
            assert_eq!(crud::find(&db, value).await, Err(DbErr::RecordNotFound(format!("car {value}"))));
            assert_eq!(car_info::Entity::find().all(&db).await.unwrap().len(), left);
        }
    }
}
