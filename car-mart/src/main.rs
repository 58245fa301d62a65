//! `cargo run -p car-mart` prints the lesson.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    lesson::cli::main(car_mart::CHAPTERS).await
}
