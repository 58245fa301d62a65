//! The rows that the lesson starts with. Eve takes no course and nobody takes
//! Art 101: the empty side of a many-to-many, at both ends. Some links have a
//! grade already.

use sea_orm::entity::prelude::Date;

/// Students. They get the ids 1 to 5, in this order.
pub const STUDENTS: [&str; 5] = ["Alice", "Bob", "Carol", "Dave", "Eve"];

/// The id of Alice.
pub const ALICE: i32 = 1;
/// The id of Bob.
pub const BOB: i32 = 2;
/// The id of Carol.
pub const CAROL: i32 = 3;
/// The id of Dave.
pub const DAVE: i32 = 4;
/// The id of Eve.
pub const EVE: i32 = 5;

/// Courses. They get the ids 1 to 5, in this order.
pub const COURSES: [&str; 5] = [
    "Math 101",
    "Physics 101",
    "History 101",
    "Art 101",
    "Rust 101",
];

/// The id of Math 101.
pub const MATH: i32 = 1;
/// The id of Physics 101.
pub const PHYSICS: i32 = 2;
/// The id of History 101.
pub const HISTORY: i32 = 3;
/// The id of Art 101.
pub const ART: i32 = 4;
/// The id of Rust 101.
pub const RUST: i32 = 5;

/// A day of February 2026.
pub const fn february(day: u32) -> Date {
    match Date::from_ymd_opt(2026, 2, day) {
        Some(date) => date,
        None => panic!("February 2026 has 28 days"),
    }
}

/// The day on which the lesson runs. In your program, ask the clock:
/// `chrono::Local::now().date_naive()`.
pub const TODAY: Date = february(28);

/// The links after the first one, which is Alice in Math 101.
pub const LINKS: [(i32, i32, Date, Option<i32>); 8] = [
    (ALICE, PHYSICS, february(3), Some(85)),
    (ALICE, RUST, february(20), None),
    (BOB, MATH, february(4), Some(78)),
    (BOB, HISTORY, february(9), None),
    (CAROL, MATH, february(5), Some(94)),
    (CAROL, PHYSICS, february(5), Some(72)),
    (DAVE, HISTORY, february(10), Some(91)),
    (DAVE, RUST, february(23), None),
];
