//! # `BelongsTo<Entity>` requires non-Option `from` fields
//!
//! The key and the relation field must agree: either `i32` and `BelongsTo<…>`, or `Option<i32>` and
//! `BelongsTo<Option<…>>`. Here only the key is an Option.
