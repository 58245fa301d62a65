//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod create_from_the_brand;

pub mod create_from_the_car;

pub mod read;

pub mod read_from_brands;

pub mod read_from_a_car;

pub mod update;

pub mod delete;

pub mod refused;

pub mod index;

pub mod data_mart;

pub mod data_mart_aggregated_first;

pub mod data_mart_stored;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema: schema::step,
    create: create::step,
    create_from_the_brand: create_from_the_brand::step,
    create_from_the_car: create_from_the_car::step,
    read: read::step,
    read_from_brands: read_from_brands::step,
    read_from_a_car: read_from_a_car::step,
    update: update::step,
    delete: delete::step,
    refused: refused::step,
    index: index::step,
    data_mart: data_mart::step,
    data_mart_aggregated_first: data_mart_aggregated_first::step,
    data_mart_stored: data_mart_stored::step => TEMPORARY,
];
