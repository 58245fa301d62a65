//! The document's lessons, for the packages that need all four.

use harness::{Lesson, Package};

/// The four crates, in reading order.
pub const PACKAGES: [Package; 4] = [
    car_mart::PACKAGE,
    one_to_one::PACKAGE,
    many_to_many_secondary::PACKAGE,
    many_to_many_association::PACKAGE,
];

/// Their lessons.
pub const LESSONS: [&[Lesson]; 4] = [
    car_mart::LESSONS,
    one_to_one::LESSONS,
    many_to_many_secondary::LESSONS,
    many_to_many_association::LESSONS,
];
