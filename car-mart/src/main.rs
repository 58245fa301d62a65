//! `cargo run -p car-mart` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main(&car_mart::PACKAGE)
}
