//! # E0599: `Select<brand::Entity>` is not an iterator
//!
//! A trait isn't in scope. Rust then looks for a method of that name elsewhere, and `filter`,
//! `count`, `find` and `eq` are methods of `Iterator`, so its message names that. [A
//! table](../dictionary.md#which-use-does-a-call-need) lists which `use` each call needs. `use
//! sea_orm::entity::prelude::*;` is meant for entities: it lacks `QuerySelect` and `QueryOrder`,
//! among others.
