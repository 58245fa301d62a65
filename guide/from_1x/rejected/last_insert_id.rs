//! # `last_insert_id` of `insert_many`
//!
//! The compiler says E0308, mismatched types. `last_insert_id` is an `Option` now: you may insert
//! no rows, and then there is no id.
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
//! use sea_orm::{DatabaseConnection, DbErr, EntityTrait};
//!
//! async fn insert(
//!     db: &DatabaseConnection,
//!     cakes: Vec<cake::ActiveModel>,
//! ) -> Result<i32, DbErr> {
//!     let inserted = cake::Entity::insert_many(cakes).exec(db).await?;
//!     Ok(inserted.last_insert_id)
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
//! use sea_orm::{DatabaseConnection, DbErr, EntityTrait};
//!
//! async fn insert(
//!     db: &DatabaseConnection,
//!     cakes: Vec<cake::ActiveModel>,
//! ) -> Result<Option<i32>, DbErr> {
//!     let inserted = cake::Entity::insert_many(cakes).exec(db).await?;
//!     Ok(inserted.last_insert_id)
//! }
//! ```
