//! One module per table, named like the table. Read `car_model` first: it is the one of one
//! relationship and the many of the other.
#![allow(missing_docs, reason = "a plain column needs no comment")]

/// The one: has many models.
pub mod car_brand;

/// The middle: belongs to a brand, has many cars.
pub mod car_model;

/// The many: belongs to a model.
pub mod car_info;

/// The stored averages. No foreign key leads to it or from it.
pub mod data_mart;
