/// Students, courses and links that carry something.
mod association;

/// Students, courses and bare links.
mod join_table;

/// Brands, models and cars.
mod one_to_many;

/// Users and profiles.
mod one_to_one;

/// Two keys to one table, a tree, a table linked to itself, a chain.
#[cfg(feature = "shapes")]
mod shapes;

pub use association::*;
pub use join_table::*;
pub use one_to_many::*;
pub use one_to_one::*;
#[cfg(feature = "shapes")]
pub use shapes::*;
