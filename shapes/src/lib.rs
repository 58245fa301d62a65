//! Relationships from real life, and shapes that the four main lessons don't have, one file each.
//!
//! `cargo run -p shapes` prints the list with a picture of each shape's tables, and
//! `cargo run -p shapes -- staff-boss` the lesson of one. Each has a page in `guide/shapes`, and
//! `guide/shapes.md` says where each relationship that EF Core and SQLAlchemy name is here.

pub mod one_to_many;

pub mod one_to_one;

pub mod many_to_many;

use harness::{Lesson, Package};

/// What `cargo run -p shapes` is.
pub const PACKAGE: Package = Package {
    name: "shapes",
    lessons: LESSONS,
    moved: &[],
    next: None,
    page: "guide/shapes.md",
};

/// What `cargo run -p shapes -- NAME` can run, in reading order.
pub const LESSONS: &[Lesson] = &[
    one_to_many::company_employee::LESSON,
    one_to_many::library_book::LESSON,
    one_to_many::student_classroom::LESSON,
    one_to_many::one_sided::LESSON,
    one_to_many::late_parent::LESSON,
    one_to_many::unique_target::LESSON,
    one_to_many::no_constraint::LESSON,
    one_to_many::staff_boss::LESSON,
    one_to_many::home_away::LESSON,
    one_to_many::composite_key::LESSON,
    one_to_many::chain::LESSON,
    one_to_one::country_capital::LESSON,
    one_to_one::person_passport::LESSON,
    one_to_one::doctor_office::LESSON,
    one_to_one::shared_key::LESSON,
    one_to_one::both_required::LESSON,
    one_to_one::successor::LESSON,
    many_to_many::author_book::LESSON,
    many_to_many::patient_doctor::LESSON,
    many_to_many::followers::LESSON,
    many_to_many::friends::LESSON,
    many_to_many::tags::LESSON,
    many_to_many::authors_editors::LESSON,
    many_to_many::student_course_term::LESSON,
    many_to_many::playlist::LESSON,
];
