//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod create_from_the_brand;

pub mod create_from_the_car;

pub mod read;

pub mod read_columns;

pub mod read_from_brands;

pub mod read_from_a_car;

pub mod update;

pub mod update_without_read;

pub mod load_edit_save;

pub mod delete;

pub mod refused;

pub mod index;

pub mod data_mart;

pub mod data_mart_aggregated_first;

pub mod data_mart_stored;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema,
    create,
    create_from_the_brand,
    create_from_the_car,
    read,
    read_columns,
    read_from_brands,
    read_from_a_car,
    update,
    update_without_read,
    load_edit_save,
    delete,
    refused,
    index,
    data_mart,
    data_mart_aggregated_first,
    data_mart_stored => TEMPORARY,
];
