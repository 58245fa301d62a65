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

pub mod remove_from_the_list;

pub mod edit_and_save;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema,
    create,
    link,
    link_from_the_course,
    read_from_students,
    read_from_courses,
    link_again,
    refused,
    unlink,
    replace_all,
    remove_from_the_list,
    edit_and_save,
    delete,
];
