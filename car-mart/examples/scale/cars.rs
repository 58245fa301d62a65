//! Cars in any number, the same on every run: each is made from the seed and its number alone.

use std::ops::Range;

use car_mart::entity::{car_brand, car_info, car_model};
use migrations::{car_mart::Migrator, database};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, EntityTrait, Set,
    Statement, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;

/// How many brands there are.
pub const BRANDS: i32 = 20;

/// How many models there are, the same number under each brand.
pub const MODELS: i32 = 400;

/// Four values a car, below the limit of SQLite (32,766) and of PostgreSQL (65,535).
pub const CARS_A_STATEMENT: u64 = 8_000;

/// What the car of this number is called. In the order of the numbers the names look random, as
/// real ones do: an index has to insert them everywhere, not at its end.
fn car_id(seed: u64, number: u64) -> String {
    format!("{:016x}", scramble(seed, number))
}

/// The steps of splitmix64: no two numbers give the same result, and each looks random.
fn scramble(seed: u64, number: u64) -> u64 {
    let mut x = number
        .wrapping_add(seed << 40)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// A number below `bound`, taken from `bits`.
fn below(bits: u64, bound: i32) -> i32 {
    i32::try_from(bits % u64::from(bound.unsigned_abs())).unwrap_or_default()
}

/// The values of a car: what it is called, its model, its year, its price. One in fifty has no price.
pub fn values(seed: u64, number: u64) -> (String, i32, i32, Option<i32>) {
    let bits = scramble(!seed, number);
    let priced = !(bits >> 24).is_multiple_of(50);
    (
        car_id(seed, number),
        1 + below(bits, MODELS),
        2004 + below(bits >> 16, 20),
        priced.then(|| 5_000 + below(bits >> 32, 55_000)),
    )
}

/// The car of this number.
pub fn car(seed: u64, number: u64) -> car_info::ActiveModel {
    let (car_id, model_id, year, price) = values(seed, number);
    car_info::ActiveModel {
        car_id: Set(car_id),
        model_id: Set(model_id),
        year: Set(year),
        price: Set(price),
        ..Default::default()
    }
}

/// The name of a car that is there, another one for each `turn`.
pub fn some_car(seed: u64, cars: u64, turn: u64) -> String {
    car_id(seed, scramble(seed, turn) % cars)
}

/// Another pool. On PostgreSQL it works on the cars that are there; on SQLite in
/// memory every pool is a database of its own, and is filled.
pub async fn pool(
    url: Option<&str>,
    lesson: &str,
    seed: u64,
    cars: u64,
    set: impl FnOnce(&mut ConnectOptions),
) -> Result<DatabaseConnection, DbErr> {
    let url = url.filter(|url| url.starts_with("postgres"));
    let mut options = ConnectOptions::new(url.unwrap_or("sqlite::memory:"));
    options
        .sqlx_logging(false)
        .set_schema_search_path(database::schema(lesson));
    set(&mut options);
    let db = Database::connect(options).await?;
    if url.is_none() {
        Migrator::up(&db, None).await?;
        add_models(&db).await?;
        add_cars(&db, seed, 0..cars, |_| {}).await?;
    }
    Ok(db)
}

/// Adds the brands and their models.
pub async fn add_models(db: &DatabaseConnection) -> Result<(), DbErr> {
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
    // PostgreSQL checks each car's foreign key by a plan that it makes for the table as it knows
    // it. Without statistics the time of an insert jumps when it comes to know better.
    analyze(db).await
}

/// Adds the cars of these numbers in one transaction, and reports how many there are after each
/// statement. No more than one statement's cars are in memory.
pub async fn add_cars(
    db: &DatabaseConnection,
    seed: u64,
    numbers: Range<u64>,
    progress: impl Fn(u64),
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    let mut from = numbers.start;
    while from < numbers.end {
        let to = numbers.end.min(from + CARS_A_STATEMENT);
        let cars = (from..to).map(|number| car(seed, number));
        // Without RETURNING: the ids of the new rows would be sent back, and nobody reads them.
        car_info::Entity::insert_many(cars)
            .exec_without_returning(&transaction)
            .await?;
        progress(to);
        from = to;
    }
    transaction.commit().await?;
    analyze(db).await
}

/// Brings the planner's statistics up to date.
pub async fn analyze(db: &DatabaseConnection) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    for table in ["car_brand", "car_model", "car_info"] {
        let statement = Statement::from_string(backend, format!("ANALYZE {table}"));
        db.execute_raw(statement).await?;
    }
    Ok(())
}
