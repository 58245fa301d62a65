//! `cargo run -p one-to-one` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    let moved = ["country-capital", "person-passport", "doctor-office"];
    harness::main("one-to-one", one_to_one::LESSONS, &moved)
}
