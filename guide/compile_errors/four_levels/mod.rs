//! # E0277: `(city::Entity, museum::Entity, painting::Entity): country::EntityLoaderWithParam` is not satisfied
//!
//! A load reads at most two levels below its root: `with` takes one entity or a pair. For three
//! levels, start in the middle, or [combine two
//! loads](../recipes/how-do-i-read-three-levels-below-the-root.md).
