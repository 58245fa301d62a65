//! The schema of every lesson, by migrations. The page is `migrations/README.md`.

/// Brand, model, car: a chain of two foreign keys. Start here.
pub mod car_mart;

/// User and profile: a foreign key that is UNIQUE.
pub mod one_to_one;

/// Student and course: a table of links, first bare, then with columns of its
/// own.
pub mod many_to_many;
