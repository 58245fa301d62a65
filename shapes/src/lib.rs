//! Shapes of relationships that the four main lessons don't have, one file each.

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
