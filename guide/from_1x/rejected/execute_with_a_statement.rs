//! # `execute`, `query_one` or `query_all` with a `Statement`
//!
//! The compiler says E0308, mismatched types, and expects a reference. These methods take a
//! SeaQuery statement now and build it themselves. For a `Statement`, append `_raw` to the method's
//! name. For SQL without values, `execute_unprepared` needs no `Statement`.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
//!
//! async fn empty(db: &DatabaseConnection) -> Result<(), DbErr> {
//!     let backend = db.get_database_backend();
//!     let sql = Statement::from_string(backend, "DELETE FROM cake");
//!     db.execute(sql).await?;
//!     Ok(())
//! }
//! ```
//!
//! Compiles:
//!
//! ```rust
//! use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
//!
//! async fn empty(db: &DatabaseConnection) -> Result<(), DbErr> {
//!     let backend = db.get_database_backend();
//!     let sql = Statement::from_string(backend, "DELETE FROM cake");
//!     db.execute_raw(sql).await?;
//!     Ok(())
//! }
//! ```
