//! `cargo run -p book` builds the web book into `target/book`.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use book::{Site, serve};
use clap::{Parser, error::ErrorKind};

/// Builds the web book into `target/book` and prints the address of its first page.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// Serve the book on this machine, and build it again when a page has changed.
    #[arg(long)]
    serve: bool,

    /// Where to serve it.
    #[arg(long, value_name = "PORT", default_value_t = 3000)]
    port: u16,

    /// Open the first page in a browser.
    #[arg(long)]
    open: bool,

    /// Where the repository's files are, for links to them, such as
    /// https://github.com/OWNER/NAME/blob/main. Without it they lead to the files on this disk.
    #[arg(long, value_name = "ADDRESS")]
    repository: Option<String>,
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(help)
            if matches!(
                help.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            print!("{help}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let what = error.kind().as_str().unwrap_or("an argument is wrong");
            eprintln!("error: {what}; see --help");
            return ExitCode::FAILURE;
        }
    };
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<()> {
    let root = repository()?;
    let site = Site {
        out: root.join("target/book"),
        root,
        repository: args.repository,
    };
    let pages = site.build()?;
    let first = site.out.join("index.html");
    if !args.serve {
        println!("{pages} pages: file://{}", first.display());
        return open(args.open, &first.display().to_string());
    }
    serve::serve(site, args.port, |address| {
        println!("{pages} pages: {address} (Ctrl+C ends)");
        open(args.open, address)
    })
}

/// The root of the repository: where `cargo run` says that this package is, or else the current folder.
fn repository() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    match package.as_deref().and_then(Path::parent) {
        Some(root) => Ok(root.to_owned()),
        None => env::current_dir().context("there is no current folder"),
    }
}

fn open(wanted: bool, address: &str) -> Result<()> {
    if wanted {
        open::that(address).with_context(|| {
            format!("can't open a browser; open {address} yourself")
        })?;
    }
    Ok(())
}
