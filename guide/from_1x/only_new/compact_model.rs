//! # An entity moved step by step, with `compact_model`
//!
//! 1. Add `#[sea_orm::compact_model]` above the `derive` of an entity of 1.x, and change nothing else. Its `Relation` enum
//!    and its `impl Related` stay, and [old queries work as before][compact_model_keeps_the_relation_enum]. It now has
//!    `load()`, `COLUMN` and the builder too.
//! 2. Once an entity has it, others can have relation fields that point to it.
//! 3. Replace `compact_model` by `model`: add a field for each variant of the enum, then delete the enum and each
//!    `impl Related`. What remains by hand are relations that no attribute can express, such as one with a condition.
//!
//! After the first step:
//!
//! ```rust
//! mod cake {
//!     use sea_orm::entity::prelude::*;
//!
//!     #[sea_orm::compact_model]
//!     #[derive(Clone, Debug, DeriveEntityModel)]
//!     #[sea_orm(table_name = "cake")]
//!     pub struct Model {
//!         #[sea_orm(primary_key)]
//!         pub id: i32,
//!         pub name: String,
//!     }
//!     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//!     pub enum Relation {
//!         #[sea_orm(has_many = "super::fruit::Entity")]
//!         Fruit,
//!     }
//!     impl Related<super::fruit::Entity> for Entity {
//!         fn to() -> RelationDef {
//!             Relation::Fruit.def()
//!         }
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
//!         pub cake_id: i32,
//!         #[sea_orm(belongs_to, from = "cake_id", to = "id")]
//!         pub cake: BelongsTo<super::cake::Entity>,
//!     }
//!     impl ActiveModelBehavior for ActiveModel {}
//! }
//!
//! fn new_form() -> cake::EntityLoader {
//!     cake::Entity::load()
//! }
//!
//! fn old_form() -> sea_orm::SelectTwoMany<cake::Entity, fruit::Entity> {
//!     use sea_orm::EntityTrait;
//!     cake::Entity::find().find_with_related(fruit::Entity)
//! }
//!
//! fn main() {}
//! ```
//!
//! [compact_model_keeps_the_relation_enum]: ../claims/completed.rs
