//! The scale program (`cargo run --release -p speed`), and what the benchmarks (`cargo bench -p
//! speed`) share with it. What they printed is in `speed/printed`, and `guide/speed.md` says what
//! follows from it.

/// The program's arguments, and what it prints in which order.
mod scale;

/// What the program measures.
mod sections;

/// Time and memory of a piece of work.
mod measure;

/// Any number of cars, the same on every run.
pub mod cars;

/// How measured figures are written.
pub mod figures;

/// Every brand with its models and their cars, read in four ways.
pub mod graph;

pub use scale::main;
