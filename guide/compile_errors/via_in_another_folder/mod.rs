//! # E0433: cannot find `user_role` in `super`
//!
//! `via` takes the name of a module beside the entity's own, not a path. If the link's entity is in
//! another folder, a `use` in the parent module makes it findable. Elsewhere, as in `HasMany<…>`, a
//! path works: entities can be in folders of their own.
