//! # `RuntimeErr::SqlxError(error)`
//!
//! The compiler says E0308, mismatched types. The driver's error is in an `Arc` now, so that
//! `DbErr` can be cloned.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! use sea_orm::{RuntimeErr, sqlx};
//!
//! fn driver(error: RuntimeErr) -> Option<sqlx::Error> {
//!     match error {
//!         RuntimeErr::SqlxError(error) => Some(error),
//!         _ => None,
//!     }
//! }
//! ```
//!
//! Compiles:
//!
//! ```rust
//! use sea_orm::{RuntimeErr, sqlx};
//!
//! fn driver(error: RuntimeErr) -> Option<std::sync::Arc<sqlx::Error>> {
//!     match error {
//!         RuntimeErr::SqlxError(error) => Some(error),
//!         _ => None,
//!     }
//! }
//! ```
