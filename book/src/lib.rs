//! Builds the web book from the pages of the repository.

mod code;
mod html;
mod markdown;
mod pages;
mod rows;
pub mod serve;
mod site;
mod touched;

pub use site::Site;
