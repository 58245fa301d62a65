//! Three tables in a row: `car_brand` ← `car_model` ← `car_info`. An arrow is a
//! foreign key, and it is always in the table of the *many*. A fourth,
//! `data_mart`, holds averages of the three.

use sea_orm_migration::prelude::*;

/// The root of the chain: no foreign key.
mod m20260101_000001_create_car_brand;

/// Many models to one brand.
mod m20260101_000002_create_car_model;

/// Many cars to one model, and the index on `car_id`.
mod m20260101_000003_create_car_info;

/// The stored data mart: a materialized view on PostgreSQL, a table on SQLite.
mod m20260101_000004_create_data_mart;

/// Every table and view that they create, and the one of sea-orm-migration.
pub const TABLES: &[&str] = &[
    "seaql_migrations",
    "car_brand",
    "car_model",
    "car_info",
    "data_mart",
];

/// The migrations of the lesson car-mart, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_create_car_brand::Migration),
            Box::new(m20260101_000002_create_car_model::Migration),
            Box::new(m20260101_000003_create_car_info::Migration),
            Box::new(m20260101_000004_create_data_mart::Migration),
        ]
    }
}
