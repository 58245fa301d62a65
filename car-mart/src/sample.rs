//! The rows that the lesson starts with. Tesla has no model and X5 has no car:
//! the empty side of a one-to-many. C7 has no price.

/// Brands, numbered from 1 in this order.
pub const BRANDS: [&str; 5] = ["Toyota", "Honda", "Ford", "BMW", "Tesla"];

/// The number of Toyota.
pub const TOYOTA: i32 = 1;

/// Models: the number of the brand, and the name; numbered from 1 in this
/// order.
pub const MODELS: [(i32, &str); 5] = [
    (TOYOTA, "Corolla"),
    (2, "Civic"),
    (TOYOTA, "Camry"),
    (3, "Mustang"),
    (4, "X5"),
];

/// The number of the Corolla.
pub const COROLLA: i32 = 1;

/// Cars: `car_id`, the number of the model, year, price.
pub const CARS: [(&str, i32, i32, Option<i32>); 7] = [
    ("C1", COROLLA, 2020, Some(20_000)),
    ("C2", COROLLA, 2021, Some(21_000)),
    ("C3", 2, 2020, Some(22_000)),
    ("C4", 2, 2022, Some(23_000)),
    ("C5", 3, 2021, Some(25_000)),
    ("C6", 3, 2021, Some(27_000)),
    ("C7", 4, 2022, None),
];
