//! What `get_schema_registry` registers. It needs a feature that no other program here has, so the
//! program of `guide/registry` is built for it.

use std::{fs, process::Command};

use testing::{difference, folder, pages::updates_pages, read, root};

use crate::traps::VERSION;

const REGISTERED: &str = "guide/registry/registered.txt";

/// The table on the page.
pub fn shown() -> String {
    let lines = read(REGISTERED);
    let lines = lines.lines().map(|line| format!("| {} |", line.trim()));
    let lines: Vec<_> = lines.collect();
    format!("| Argument | Registers |\n| --- | --- |\n{}", lines.join("\n"))
}

/// Only `.ci/run` runs it: it builds SeaORM. `UPDATE_PAGES=1` writes what the program prints.
fn an_argument_registers_what_the_table_says() {
    let folder = folder();
    for file in ["Cargo.toml", "main.rs"] {
        let text = read(format!("guide/registry/{file}"));
        fs::write(folder.path().join(file), text).unwrap();
    }
    // The same versions as everywhere else.
    fs::write(folder.path().join("Cargo.lock"), read("Cargo.lock")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet"]).current_dir(folder.path());
    cargo.env("CARGO_TARGET_DIR", root().join("target/registry"));
    let output = cargo.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let found = String::from_utf8(output.stdout).unwrap();
    if updates_pages() {
        fs::write(root().join(REGISTERED), &found).unwrap();
    }
    let registered = read(REGISTERED);
    assert!(found == registered, "{}", difference(&registered, &found));
}

fn the_program_uses_the_pinned_version() {
    let manifest = read("guide/registry/Cargo.toml");
    let version = format!("version = \"={VERSION}\"");
    assert!(manifest.contains(&version), "{version}");
}

testing::tests![
    the_program_uses_the_pinned_version;
    ignored: an_argument_registers_what_the_table_says
];
