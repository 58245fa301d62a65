//! The rows that the lesson starts with. Eve takes no course and nobody takes
//! Art 101: the empty side of a many-to-many, at both ends.
#![allow(missing_docs, reason = "the name of an id says all")]

/// Students. They get the ids 1 to 5, in this order.
pub const STUDENTS: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Eve"];

pub const ALICE: i32 = 1;
pub const BOB: i32 = 2;
pub const CAROL: i32 = 3;
pub const DAVE: i32 = 4;
pub const EVE: i32 = 5;

/// Courses. They get the ids 1 to 5, in this order.
pub const COURSES: [&str; 5] = [
    "Math 101",
    "Physics 101",
    "History 101",
    "Art 101",
    "Rust 101",
];

pub const MATH: i32 = 1;
pub const PHYSICS: i32 = 2;
pub const HISTORY: i32 = 3;
pub const ART: i32 = 4;
pub const RUST: i32 = 5;

/// The links after the first one, which is Alice in Math 101.
pub const LINKS: [(i32, i32); 8] = [
    (ALICE, PHYSICS),
    (ALICE, RUST),
    (BOB, MATH),
    (BOB, HISTORY),
    (CAROL, MATH),
    (CAROL, PHYSICS),
    (DAVE, HISTORY),
    (DAVE, RUST),
];
