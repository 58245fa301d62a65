//! A pair from real life in one file: entities, rows, and a lesson read from both ends. Its tables
//! are made from the entities, without migrations.

/// The same two can be linked many times, so a link has an id of its own.
pub mod patient_doctor;
