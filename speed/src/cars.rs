//! Any number of cars, the same on every run: the number of a car alone decides what it is.

use std::ops::Range;

use car_mart::entity::{car_brand, car_info, car_model};
use harness::database::{self, OpenError, Place};
use migrations::car_mart::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr,
    EntityTrait, Set, Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

const BRANDS: i32 = 20;

/// The same number under each brand.
const MODELS: i32 = 400;

/// Four values per car: fewer than SQLite (32,766) and PostgreSQL (65,535) allow per statement.
pub const CARS_PER_STATEMENT: u64 = 8_000;

/// The values of a car: its `car_id`, model, year and price. One in fifty has no price.
pub fn values(number: u64) -> (String, i32, i32, Option<i32>) {
    let bits = scramble(!1, number);
    let priced = !(bits >> 24).is_multiple_of(50);
    (
        car_id(number),
        1 + below(bits, MODELS),
        2004 + below(bits >> 16, 20),
        priced.then(|| 5_000 + below(bits >> 32, 55_000)),
    )
}

/// Looks random, as real names do: an index has to insert each at another place, not at its end.
fn car_id(number: u64) -> String {
    format!("{:016x}", scramble(1, number))
}

/// The steps of splitmix64: no two numbers give the same result, and each looks random.
fn scramble(seed: u64, number: u64) -> u64 {
    let mut x =
        number.wrapping_add(seed << 40).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn below(bits: u64, bound: i32) -> i32 {
    i32::try_from(bits % u64::from(bound.unsigned_abs())).unwrap_or_default()
}

/// The car of this number.
pub fn car(number: u64) -> car_info::ActiveModel {
    let (car_id, model_id, year, price) = values(number);
    car_info::ActiveModel {
        car_id: Set(car_id),
        model_id: Set(model_id),
        year: Set(year),
        price: Set(price),
        ..Default::default()
    }
}

/// The `car_id` of one of the first `cars` cars, another one each `turn`.
pub fn some_car(cars: u64, turn: u64) -> String {
    car_id(scramble(1, turn) % cars)
}

/// The lookup that is measured.
pub async fn find(
    db: &impl ConnectionTrait,
    car_id: String,
) -> Result<car_info::Model, DbErr> {
    car_info::Entity::find_by_car_id(car_id).require_one(db).await
}

/// Another pool for the same cars. On SQLite in memory every pool is a database of its own, and is
/// filled.
pub async fn pool(
    url: Option<&str>,
    place: Place<'_>,
    cars: u64,
    set: impl FnOnce(&mut ConnectOptions),
) -> Result<DatabaseConnection, OpenError> {
    let url = url.filter(|url| url.starts_with("postgres"));
    let mut options = ConnectOptions::new(url.unwrap_or("sqlite::memory:"));
    options
        .sqlx_logging(false)
        .set_schema_search_path(database::schema(place.lesson));
    set(&mut options);
    let db = Database::connect(options).await?;
    if url.is_none() {
        create_tables(&db, place).await?;
        add_cars(&db, 0..cars).await?;
    }
    Ok(db)
}

/// Where a program works with the tables of car-mart, under a name of its own.
pub const fn place(lesson: &str) -> Place<'_> {
    Place {
        lesson,
        tables: migrations::car_mart::TABLES,
        temporary: true,
    }
}

/// Creates the tables again, with brands and models and no cars.
pub async fn create_tables(
    db: &DatabaseConnection,
    place: Place<'_>,
) -> Result<(), OpenError> {
    database::clear(db, place).await?;
    Migrator::up(db, None).await?;
    let brands = (1..=BRANDS).map(|number| car_brand::ActiveModel {
        name: Set(format!("Brand {number}")),
        ..Default::default()
    });
    car_brand::Entity::insert_many(brands).exec(db).await?;

    let models = (0..MODELS).map(|number| car_model::ActiveModel {
        name: Set(format!("Model {number}")),
        brand_id: Set(1 + number * BRANDS / MODELS),
        ..Default::default()
    });
    car_model::Entity::insert_many(models).exec(db).await?;
    // PostgreSQL plans the check of a foreign key for the table as it knows it. Without statistics
    // the time of an insert jumps as soon as it knows better.
    Ok(analyze(db).await?)
}

/// Adds the cars of these numbers in one transaction.
pub async fn add_cars(
    db: &DatabaseConnection,
    numbers: Range<u64>,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    let mut from = numbers.start;
    while from < numbers.end {
        let to = numbers.end.min(from + CARS_PER_STATEMENT);
        // Without RETURNING: nobody reads the ids of the new rows.
        car_info::Entity::insert_many((from..to).map(car))
            .exec_without_returning(&transaction)
            .await?;
        from = to;
    }
    transaction.commit().await?;
    analyze(db).await
}

/// Brings the planner's statistics up to date.
async fn analyze(db: &DatabaseConnection) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    for table in ["car_brand", "car_model", "car_info"] {
        let statement =
            Statement::from_string(backend, format!("ANALYZE {table}"));
        db.execute_raw(statement).await?;
    }
    Ok(())
}
