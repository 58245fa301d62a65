//! ```sh
//! cargo run --release -p speed
//! ```

use std::process::ExitCode;

use peak_alloc::PeakAlloc;

/// Counts the bytes that this program allocates. What SQLite allocates is not among them, so a
/// database in memory doesn't hide what SeaORM takes.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    // All else is in the library: it is compiled while SeaORM still is, and a program after it.
    speed::main()
}
