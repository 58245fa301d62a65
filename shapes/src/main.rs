//! `cargo run -p shapes -- NAME` prints the lesson of a shape, `cargo run -p
//! shapes` the list of all with their tables.

use std::{env, process::ExitCode};

use harness::cli;

fn main() -> ExitCode {
    if env::args_os().len() == 1 {
        let printed = cli::print(include_str!("../pictures.txt"));
        return printed.err().unwrap_or(ExitCode::SUCCESS);
    }
    harness::main(&shapes::PACKAGE)
}
