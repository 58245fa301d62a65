//! The rows that the lesson starts with. Frank has no profile: the empty side
//! of a one-to-one.

/// Users, numbered from 1 in this order.
pub const USERS: [&str; 6] = ["Alice", "Bob", "Carol", "Dave", "Eve", "Frank"];

/// The number of Alice.
pub const ALICE: i32 = 1;
/// The number of Bob.
pub const BOB: i32 = 2;
/// The number of Carol.
pub const CAROL: i32 = 3;
/// The number of Dave.
pub const DAVE: i32 = 4;
/// The number of Eve.
pub const EVE: i32 = 5;

/// Profiles: the number of the user, and the bio.
pub const PROFILES: [(i32, &str); 5] = [
    (ALICE, "Writes compilers."),
    (BOB, "Bakes bread."),
    (CAROL, "Climbs mountains."),
    (DAVE, "Draws maps."),
    (EVE, "Plays the cello."),
];
