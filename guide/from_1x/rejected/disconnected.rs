//! # `DatabaseConnection::Disconnected`
//!
//! The compiler says E0599, `no associated item named Disconnected`. `DatabaseConnection` is a
//! struct now, and the enum of 1.x is its field `inner`.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! use sea_orm::DatabaseConnection;
//!
//! fn connected(db: &DatabaseConnection) -> bool {
//!     !matches!(db, DatabaseConnection::Disconnected)
//! }
//! ```
//!
//! Compiles:
//!
//! ```rust
//! use sea_orm::{DatabaseConnection, DatabaseConnectionType};
//!
//! fn connected(db: &DatabaseConnection) -> bool {
//!     !matches!(db.inner, DatabaseConnectionType::Disconnected)
//! }
//! ```
