//! The scale program (`cargo run --release -p speed`), and what the benchmarks (`cargo bench -p
//! speed`) share with it. What they printed is in `speed/printed`, and `guide/speed.md` says what
//! follows from it.

mod scale;

mod sections;

mod measure;

mod compare;

mod python;

pub mod cars;

pub mod figures;

pub mod graph;

pub mod faster;

pub mod raw;

pub use scale::{command, main};
