//! # E0277: `Times: ValueType` is not satisfied, at a struct of columns
//!
//! A field is one column, so its type must be a value. SeaORM 2.0 has no `flatten`: it ignores the
//! attribute. Copy the columns, or [write the entities in a
//! macro](../recipes/how-do-i-give-several-entities-the-same-columns-an-abstract-base.md).
