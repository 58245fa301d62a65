//! # A check of the key's nullability
//!
//! At compile time, `BelongsTo<cake::Entity>` [rejects a nullable
//! key](../compile-errors/belongstoentity-requires-non-option-from-fields.md). The old form,
//! `HasOne`, accepts any key. For the nullable key here, write `pub cake:
//! BelongsTo<Option<super::cake::Entity>>` instead.
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
//! mod fruit {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[sea_orm::model]
//!     #[derive(Clone, Debug, DeriveEntityModel)]
//!     #[sea_orm(table_name = "fruit")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub cake_id: Option<i32>,
//!         #[sea_orm(belongs_to, from = "cake_id", to = "id")]
//!         pub cake: HasOne<super::cake::Entity>,
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! fn main() {}
//! ```
