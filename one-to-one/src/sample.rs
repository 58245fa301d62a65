//! The rows that the lesson starts with. Frank has no profile: the empty side
//! of a one-to-one.
#![allow(missing_docs, reason = "the name of an id says all")]

/// Users. They get the ids 1 to 6, in this order.
pub const USERS: [&str; 6] = ["Alice", "Bob", "Carol", "Dave", "Eve", "Frank"];

pub const ALICE: i32 = 1;
pub const BOB: i32 = 2;
pub const CAROL: i32 = 3;
pub const DAVE: i32 = 4;
pub const EVE: i32 = 5;

/// Profiles: the id of the user, and the bio.
pub const PROFILES: [(i32, &str); 5] = [
    (ALICE, "Writes compilers."),
    (BOB, "Bakes bread."),
    (CAROL, "Climbs mountains."),
    (DAVE, "Draws maps."),
    (EVE, "Plays the cello."),
];
