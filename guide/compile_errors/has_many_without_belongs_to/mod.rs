//! # E0277: `car_model::Entity: Related<brand::Entity>` is not satisfied, at a `has_many`
//!
//! A `has_many` finds the children through `Related`, which the `belongs_to` of their entity
//! implements. Add the `belongs_to`, or remove the `has_many`. You can also [implement `Related` by
//! hand][a_related_by_hand_replaces_a_belongs_to], but a table created from that entity has no
//! foreign key. A `has_many` or `has_one` in its place compiles, and then
//! [overflows the stack](../compile-errors.md#has-overflowed-its-stack-although-it-compiles).
//!
//! [a_related_by_hand_replaces_a_belongs_to]: ../claims/related.rs
