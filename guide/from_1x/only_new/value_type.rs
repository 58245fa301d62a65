//! # A value of the wrong type
//!
//! `COLUMN.name` rejects a number: E0277, `the trait bound String: From<{integer}> is not
//! satisfied`. `Column::Name` accepts it: PostgreSQL [reports the error when the program
//! runs](../from_1x/columns.rs), and SQLite finds no row.
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
//! use sea_orm::{EntityTrait, QueryFilter, Select};
//!
//! fn named() -> Select<cake::Entity> {
//!     cake::Entity::find().filter(cake::COLUMN.name.eq(2))
//! }
//! ```
//!
//! The old form compiles:
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
//! use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
//!
//! fn named() -> Select<cake::Entity> {
//!     cake::Entity::find().filter(cake::Column::Name.eq(2))
//! }
//! ```
