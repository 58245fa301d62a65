//! One module a table, named like the table.

/// The one: has many models.
pub mod car_brand;

/// The middle: belongs to a brand, has many cars.
pub mod car_model;

/// The many: belongs to a model.
pub mod car_info;

/// Made out of the three, and belongs to none of them.
pub mod data_mart;
