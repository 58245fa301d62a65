//! What a page says happens in a case that no step of a lesson shows.

/// Which delete removes what.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod deletes;

/// Which of SeaORM's features the lessons are built with, and what follows.
mod features;

/// What `via` does with the link's `ActiveModelBehavior`.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod link_hooks;

/// What `from_expr` of a partial model takes.
mod reads;

/// Lists whose other side implements `Related` by hand, without a `belongs_to`.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod related;

/// Delete rules, views, and what a listing of columns says.
mod schema;

/// The four types of an entity: what each call returns, and what it sends.
mod types;

/// "Without it": the schema of a lesson without one of its lines.
mod without;

/// Sentences of the pages that no step shows.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod sentences;

/// The other half of a sentence: when it doesn't hold.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod completed;

/// Variations of relationships that have no lesson.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod variations;

/// What `insert`, `update` and `save` send for rows that are stored already, or
/// look as if they were.
#[allow(dead_code, reason = "SeaORM's macros generate more than the test uses")]
mod writes;
