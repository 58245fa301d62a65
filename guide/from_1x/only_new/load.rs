//! # `load()` of an entity of 1.x
//!
//! Without the macro, the compiler says E0599, `no function or associated item named load`.
//! `load()`, `COLUMN` and the builder come from `#[sea_orm::model]`. Add the macro, and delete the
//! `Relation` enum and each `impl Related`: the macro writes both. If you want to keep them, add
//! `#[sea_orm::compact_model]` instead: it generates `load()`, `COLUMN` and the builder too.
//!
//! Doesn't compile:
//!
//! ```rust,compile_fail
//! mod cake {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[derive(Clone, Debug, DeriveEntityModel)]
//!     #[sea_orm(table_name = "cake")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub name: String,
//!     }
//!     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//!     pub enum Relation {}
//!
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! fn loader() -> cake::EntityLoader {
//!     cake::Entity::load()
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
//! fn loader() -> cake::EntityLoader {
//!     cake::Entity::load()
//! }
//! ```
