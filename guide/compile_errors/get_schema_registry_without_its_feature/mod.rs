//! # E0599: no method named `get_schema_registry` found for reference `&DatabaseConnection`
//!
//! `get_schema_registry` finds all entities by itself. It needs SeaORM's feature `entity-registry`,
//! which isn't on by default; `sync` needs `schema-sync`. Its argument is the path of a module,
//! with the name of your package and not `crate`: `my_shop::entity::*`. Without the feature,
//! register each entity. For tables that hold data, use [migrations](../../migrations/README.md):
//! `sync` can [drop a unique key](../traps/a-unique-is-gone-after-sync.md).
