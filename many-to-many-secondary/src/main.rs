//! `cargo run -p many-to-many-secondary` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main(&many_to_many_secondary::PACKAGE)
}
