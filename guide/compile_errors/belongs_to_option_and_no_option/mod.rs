//! # `BelongsTo<Option<Entity>>` requires at least one `Option<T>` `from` field
//!
//! The opposite case: here only the relation field is an Option.
