//! Builds the web book from the pages of the repository.

mod code;
mod html;
mod markdown;
mod pages;
mod rows;
mod site;

pub use site::Site;
