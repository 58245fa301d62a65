//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod link;

pub mod link_from_the_course;

pub mod read_from_students;

pub mod read_from_courses;

pub mod link_again;

pub mod refused;

pub mod unlink;

pub mod replace_all;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema: schema::step,
    create: create::step,
    link: link::step,
    link_from_the_course: link_from_the_course::step,
    read_from_students: read_from_students::step,
    read_from_courses: read_from_courses::step,
    link_again: link_again::step,
    refused: refused::step,
    unlink: unlink::step,
    replace_all: replace_all::step,
    delete: delete::step,
];
