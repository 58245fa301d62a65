//! # E0599: no method named `shout` found for struct `ModelEx`
//!
//! `load()` and a builder's `insert` or `update` return a `ModelEx`, which is a different type. It
//! has the columns of `Model`, but not its methods. [A
//! trait](../recipes/how-do-i-give-model-and-modelex-the-same-method.md) works for both.
