//! # E0599: no method named `get_schema_registry` found for reference `&DatabaseConnection`
//!
//! `get_schema_registry` finds all entities by itself. It needs SeaORM's feature `entity-registry`,
//! which isn't on by default; `sync` needs `schema-sync`. Its argument begins with the name of your
//! package: `my_shop::entity::*`. `crate::*` matches no entity, and `sync` then returns `Ok(())`
//! without a table. Without the feature, register each entity. For tables that hold data, use
//! [migrations](../../migrations/README.md): `sync` can
//! [drop a unique key](../traps/a-unique-is-gone-after-sync.md).
//!
//! The package `my-shop` has the modules `entity::brand` and `entity_of_a_test`
//! ([the program](../registry/main.rs)):
//!
//! <!-- shown: registered by its argument -->
