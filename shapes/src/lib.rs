//! Shapes of relationships that the four main lessons don't have, one file each.
//!
//! `cargo run -p shapes` prints the list with a picture of each shape's tables, and
//! `cargo run -p shapes -- staff-boss` the lesson of one. The [page of the shapes] has the same
//! pictures, and says where each relationship that EF Core and SQLAlchemy name is here.
//!
//! [page of the shapes]: ../../../guide/shapes.md

pub mod one_to_many;

pub mod one_to_one;

pub mod many_to_many;

use harness::Chapter;

/// What `cargo run -p shapes -- NAME` can run, in reading order.
pub fn chapters() -> Vec<Chapter> {
    [
        one_to_many::CHAPTERS,
        one_to_one::CHAPTERS,
        many_to_many::CHAPTERS,
    ]
    .concat()
}
