//! What the programs of this workspace share in reading arguments and reporting errors.

use std::{
    fmt::Display,
    io::{self, Write, stderr},
    process::ExitCode,
};

use clap::{Parser, error::ErrorKind};

/// Reads the arguments of the process.
///
/// # Errors
///
/// The exit code with which to end: 0 after `--help` and `--version`, which are printed; 1 after
/// one line about an argument that is wrong.
pub fn parse<A: Parser>() -> Result<A, ExitCode> {
    A::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe (`--help | head`) is no error.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => {
            // The usage that clap adds below the first paragraph is what `--help` prints.
            let text = error.to_string();
            let first = text.split("\n\n").next().unwrap_or_default();
            wrong_argument(first.trim_start_matches("error: ").trim_end())
        }
    })
}

/// Prints what is wrong with an argument, and where to look. Not if that quotes a URL which was
/// typed in the wrong place: it may hold a password.
pub fn wrong_argument(what: &str) -> ExitCode {
    if ["://", "@", "password"]
        .iter()
        .any(|part| what.contains(part))
    {
        return fail("a URL goes after --database-url or into DATABASE_URL; see --help");
    }
    fail(format!("{what}; see --help"))
}

/// Prints `text` and returns the exit code: a reader who has read enough (`| head`) is no error.
pub fn print(text: &str) -> ExitCode {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(format!(
            "the output can't be written ({error}); free some space, or send it elsewhere"
        )),
        _ => ExitCode::SUCCESS,
    }
}

/// Prints `error` as one line on standard error and returns exit code 1.
pub fn fail(error: impl Display) -> ExitCode {
    // Not `eprintln!`, which panics when nobody reads standard error any more.
    let _ = writeln!(stderr(), "error: {}", line(&error.to_string()));
    ExitCode::FAILURE
}

/// One line without control characters, whoever wrote the text.
fn line(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
