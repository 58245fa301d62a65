//! # E0428: the name `Brand` is defined multiple times
//!
//! Two relations point to one entity. Without `relation_enum`, both are named after that entity's
//! module. Give each a `relation_enum`. For the lists on the other side, see
//! [home-away](../shapes/home-away.md).
