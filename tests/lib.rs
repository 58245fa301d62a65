//! The document's lessons, for the packages that need all four.

use harness::Lesson;

/// The lessons of the four crates, in reading order.
pub const LESSONS: [&[Lesson]; 4] = [
    car_mart::LESSONS,
    one_to_one::LESSONS,
    many_to_many_secondary::LESSONS,
    many_to_many_association::LESSONS,
];
