//! `cargo run -p many-to-many-secondary` prints the lesson.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    lesson::cli::main(many_to_many_secondary::CHAPTERS).await
}
