//! `cargo run -p many-to-many-association` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    let moved = ["patient-doctor"];
    harness::main(
        "many-to-many-association",
        many_to_many_association::LESSONS,
        &moved,
    )
}
