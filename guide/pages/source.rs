//! Where the source of the crates is that the pages speak of.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use testing::root;

/// The folder of each crate of the workspace and of its dependencies, as Cargo has it.
pub fn crates() -> BTreeMap<String, PathBuf> {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        let output = command.args(arguments).current_dir(root()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let version = cargo(&["-vV"]);
    let mut lines = version.lines();
    let host = lines.find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What only other platforms need may not have been downloaded.
    let printed = cargo(&[
        "metadata",
        "--locked",
        "--offline",
        "--format-version=1",
        "--filter-platform",
        host,
    ]);
    let metadata: Value = serde_json::from_str(&printed).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let crates = packages.map(|package| {
        let manifest = package["manifest_path"].as_str().unwrap();
        let folder = Path::new(manifest).parent().unwrap().to_owned();
        (package["name"].as_str().unwrap().to_owned(), folder)
    });
    crates.collect()
}
