//! The rows that the lesson starts with. Eve takes nothing and Art 101 has nobody: the empty side
//! of a many-to-many, at both ends. Some grades are given already, Alice's in Math 101 is not.

use sea_orm::entity::prelude::Date;

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

/// A day of February 2026.
pub const fn february(day: u32) -> Date {
    match Date::from_ymd_opt(2026, 2, day) {
        Some(date) => date,
        None => panic!("February 2026 has 28 days"),
    }
}

/// The links after the first, which is Alice in Math 101: student, course, day and grade.
pub const LINKS: [(i32, i32, Date, Option<&str>); 8] = [
    (ALICE, PHYSICS, february(3), Some("B")),
    (ALICE, RUST, february(20), None),
    (BOB, MATH, february(4), Some("B")),
    (BOB, HISTORY, february(9), None),
    (CAROL, MATH, february(5), Some("A")),
    (CAROL, PHYSICS, february(5), Some("C")),
    (DAVE, HISTORY, february(10), Some("A")),
    (DAVE, RUST, february(23), None),
];
