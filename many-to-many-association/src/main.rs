//! `cargo run -p many-to-many-association` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::main(&many_to_many_association::PACKAGE)
}
