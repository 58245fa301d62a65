//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod link;

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

pub mod replace_all_through_via;

pub mod replace_all;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema: schema::step,
    create: create::step,
    link: link::step,
    links_from_before: links_from_before::step,
    read_from_students: read_from_students::step,
    read_from_courses: read_from_courses::step,
    link_again: link_again::step,
    refused: refused::step,
    give_a_grade: give_a_grade::step,
    query_by_the_link: query_by_the_link::step,
    report: report::step,
    two_one_to_many: two_one_to_many::step,
    unlink: unlink::step,
    replace_all_through_via: replace_all_through_via::step,
    replace_all: replace_all::step,
    delete: delete::step,
];
