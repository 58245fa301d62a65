//! The rows that the lesson starts with. Eve takes nothing and Art 101 has nobody: the empty side
//! of a many-to-many, at both ends.

/// Students, numbered from 1 in this order.
pub const STUDENTS: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Eve"];

/// The number of Alice.
pub const ALICE: i32 = 1;
/// The number of Bob.
pub const BOB: i32 = 2;
/// The number of Carol.
pub const CAROL: i32 = 3;
/// The number of Dave.
pub const DAVE: i32 = 4;

/// Courses, numbered from 1 in this order.
pub const COURSES: [&str; 5] = [
    "Math 101",
    "Physics 101",
    "History 101",
    "Art 101",
    "Rust 101",
];

/// The number of Math 101.
pub const MATH: i32 = 1;
/// The number of Physics 101.
pub const PHYSICS: i32 = 2;
/// The number of History 101.
pub const HISTORY: i32 = 3;
/// The number of Rust 101.
pub const RUST: i32 = 5;

/// The links after the first, which is Alice in Math 101: student and course.
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
