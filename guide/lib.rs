//! The blocks of two pages as documentation tests: what compiles, and what doesn't.

/// What compiles and what doesn't.
#[cfg(doctest)]
#[doc = include_str!("compile-errors.md")]
pub struct CompileErrors;

/// Forms of SeaORM 1.x that the compiler rejects, and what to write now.
#[cfg(doctest)]
#[doc = include_str!("from-1x.md")]
pub struct FromOne;
