//! The schema of every lesson, by migrations. The page is `migrations/README.md`.

pub mod car_mart;

pub mod one_to_one;

pub mod many_to_many;
