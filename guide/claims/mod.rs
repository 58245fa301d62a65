//! What a page says happens in a case that no step of a lesson shows.

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod deletes;

mod types;

mod without;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod sentences;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod completed;

#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod variations;

testing::tests![
    deletes::tests,
    types::tests,
    without::tests,
    sentences::tests,
    completed::tests,
    variations::tests,
];
