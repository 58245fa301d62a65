//! What a page says happens in a case that no step of a lesson shows.

/// Which delete removes what.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod deletes;

/// The four types of an entity: what each call returns, and what it sends.
mod types;

/// "Without it": the schema of a lesson without one of its lines.
mod without;

/// Sentences of the pages that no step shows.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod sentences;

/// Variations of relationships that have no lesson.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod variations;

testing::tests![
    deletes::tests,
    types::tests,
    without::tests,
    sentences::tests,
    variations::tests,
];
