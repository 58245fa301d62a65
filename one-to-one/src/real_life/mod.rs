//! Pairs from real life, one file each: entities, rows, and a lesson read from both ends. Their
//! tables are made from the entities, without migrations. Each has a UNIQUE foreign key; they
//! differ in what else that key is or may be.

/// Read with one join. The second capital is refused.
pub mod country_capital;

/// Written as a tree. The passport has no id but its number; it is replaced when it expires.
pub mod person_passport;

/// Read with `load_one`. The foreign key may be NULL: an office can be empty.
pub mod doctor_office;
