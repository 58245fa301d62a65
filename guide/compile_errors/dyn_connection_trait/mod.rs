//! # E0038: the trait `ConnectionTrait` is not dyn compatible
//!
//! Some of its methods are generic, so there is no `dyn ConnectionTrait`. Use `&impl
//! ConnectionTrait`, or
//! [`DatabaseExecutor`](../recipes/how-do-i-write-a-function-that-takes-a-connection-or-a-transaction.md)
//! in a struct.
