//! # E0733: recursion in an async fn requires boxing
//!
//! Both entities have a `has_many` or `has_one` to the other, and one of them is saved with a
//! builder. Give the entity with the foreign key a `belongs_to`; if neither has one, use `via`.
//! Without a builder such entities compile, and then [overflow the
//! stack](../compile-errors.md#has-overflowed-its-stack-although-it-compiles).
