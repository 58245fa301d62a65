//! The code that the guide's pages show, beside the pages: what goes wrong,
//! recipes, forms of SeaORM 1.x, claims, and generated entities.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that can't go on panics"
)]

mod claims;

mod compile_errors;

#[allow(dead_code, reason = "SeaORM's macros generate more than the forms use")]
mod from_1x;

mod generated;

mod pages;

#[allow(
    dead_code,
    reason = "SeaORM's macros generate more than the recipes use"
)]
mod recipes;

mod traps;

mod uses;

use std::process::ExitCode;

testing::tests![
    traps::tests,
    claims::tests,
    generated::tests,
    recipes::tests,
    from_1x::tests,
    compile_errors::tests,
    uses::tests,
    pages::tests,
];

fn main() -> ExitCode {
    testing::main(tests())
}
