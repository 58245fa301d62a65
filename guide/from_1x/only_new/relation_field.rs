//! # A relation field to an entity of 1.x
//!
//! You can change one entity at a time: an entity of 1.x can point to one with the macro. But a
//! relation field needs `model` or `compact_model` at the other end too. Otherwise the compiler
//! says E0425, `cannot find type EntityLoader in module super::fruit`. Until the other entity has
//! one of them, write `impl Related` by hand instead of the field.
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
//!         #[sea_orm(has_many)]
//!         pub fruits: HasMany<super::fruit::Entity>,
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! mod fruit {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
//!     #[sea_orm(table_name = "fruit")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub cake_id: i32,
//!     }
//!     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//!     pub enum Relation {
//!         #[sea_orm(
//!             belongs_to = "super::cake::Entity",
//!             from = "Column::CakeId",
//!             to = "super::cake::Column::Id"
//!         )]
//!         Cake,
//!     }
//!     impl Related<super::cake::Entity> for Entity {
//!         fn to() -> RelationDef {
//!             Relation::Cake.def()
//!         }
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! fn main() {}
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
//!     impl Related<super::fruit::Entity> for Entity {
//!         fn to() -> RelationDef {
//!             Entity::has_many(super::fruit::Entity).into()
//!         }
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! mod fruit {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
//!     #[sea_orm(table_name = "fruit")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub cake_id: i32,
//!     }
//!     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//!     pub enum Relation {
//!         #[sea_orm(
//!             belongs_to = "super::cake::Entity",
//!             from = "Column::CakeId",
//!             to = "super::cake::Column::Id"
//!         )]
//!         Cake,
//!     }
//!     impl Related<super::cake::Entity> for Entity {
//!         fn to() -> RelationDef {
//!             Relation::Cake.def()
//!         }
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! fn main() {}
//! ```
