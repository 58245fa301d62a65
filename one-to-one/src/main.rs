//! `cargo run -p one-to-one` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main("one-to-one", one_to_one::CHAPTERS)
}
