//! `cargo run -p one-to-one` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main(&one_to_one::PACKAGE)
}
