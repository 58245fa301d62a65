//! # `FromQueryResult` beside `DerivePartialModel`
//!
//! The compiler says E0119, `conflicting implementations of trait FromQueryResult`.
//! `DerivePartialModel` already implements it, so remove the second derive.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! mod cake {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[sea_orm::model]
//!     #[derive(Clone, Debug, DeriveEntityModel)]
//!     #[sea_orm(table_name = "cake")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub name: String,
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! #[derive(sea_orm::DerivePartialModel, sea_orm::FromQueryResult)]
//! #[sea_orm(entity = "cake::Entity")]
//! struct Name {
//!     name: String,
//! }
//! ```
//!
//! Compiles:
//!
//! ```rust
//! mod cake {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[sea_orm::model]
//!     #[derive(Clone, Debug, DeriveEntityModel)]
//!     #[sea_orm(table_name = "cake")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub name: String,
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! #[derive(sea_orm::DerivePartialModel)]
//! #[sea_orm(entity = "cake::Entity")]
//! struct Name {
//!     name: String,
//! }
//! ```
