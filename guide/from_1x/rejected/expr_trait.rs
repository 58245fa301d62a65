//! # `Expr::col(…).like(…)` without `ExprTrait`
//!
//! The compiler says E0599, `no method named like found`. The operators of an expression moved into
//! the trait `ExprTrait`. Import it.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! use sea_orm::sea_query::Expr;
//!
//! fn named() -> Expr {
//!     Expr::col("name").like("A%")
//! }
//! ```
//!
//! Compiles:
//!
//! ```rust
//! use sea_orm::{ExprTrait, sea_query::Expr};
//!
//! fn named() -> Expr {
//!     Expr::col("name").like("A%")
//! }
//! ```
