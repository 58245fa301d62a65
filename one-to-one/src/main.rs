//! `cargo run -p one-to-one` prints the lesson.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    lesson::cli::main(one_to_one::CHAPTERS).await
}
