//! The rows that the lesson starts with: a small car mart, and the cases that break a careless query.
//! Tesla has no model and X5 has no car, the empty side of a one-to-many; C7 has no price.

/// Brands, numbered from 1 in this order.
pub const BRANDS: [&str; 5] = ["Toyota", "Honda", "Ford", "BMW", "Tesla"];

/// Models and the number of their brand; numbered from 1 in this order.
pub const MODELS: [(&str, i32); 5] = [
    ("Corolla", 1),
    ("Civic", 2),
    ("Camry", 1),
    ("Mustang", 3),
    ("X5", 4),
];

/// Cars: `car_id`, the number of the model, year, price.
pub const CARS: [(&str, i32, i32, Option<i32>); 7] = [
    ("C1", 1, 2020, Some(20_000)),
    ("C2", 1, 2021, Some(21_000)),
    ("C3", 2, 2020, Some(22_000)),
    ("C4", 2, 2022, Some(23_000)),
    ("C5", 3, 2021, Some(25_000)),
    ("C6", 3, 2021, Some(27_000)),
    ("C7", 4, 2022, None),
];
