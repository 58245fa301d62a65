//! `cargo run -p many-to-many-secondary` prints the lesson.

use std::process::ExitCode;

fn main() -> ExitCode {
    let moved = ["author-book"];
    harness::main(
        "many-to-many-secondary",
        many_to_many_secondary::LESSONS,
        &moved,
    )
}
