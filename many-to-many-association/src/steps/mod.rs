//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod link;

pub mod hooks;

pub mod links_from_before;

pub mod read_from_students;

pub mod read_from_courses;

pub mod link_again;

pub mod refused;

pub mod give_a_grade;

pub mod query_by_the_link;

pub mod report;

pub mod two_one_to_many;

pub mod unlink;

pub mod remove_from_the_list;

pub mod edit_and_save;

pub mod replace_all_through_via;

pub mod replace_all;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema,
    create,
    link,
    hooks,
    links_from_before,
    read_from_students,
    read_from_courses,
    link_again,
    refused,
    give_a_grade,
    query_by_the_link,
    report,
    two_one_to_many,
    unlink,
    remove_from_the_list,
    edit_and_save,
    replace_all_through_via,
    replace_all,
    delete,
];
