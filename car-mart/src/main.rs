//! `cargo run -p car-mart` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    let moved = ["company-employee", "library-book", "student-classroom"];
    harness::main("car-mart", car_mart::LESSONS, &moved)
}
