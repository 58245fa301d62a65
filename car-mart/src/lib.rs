//! [car_brand]: entity::car_brand
//! [car_model]: entity::car_model
//! [car_info]: entity::car_info
//! [crud]: crud
//! [create_car_model]: ../../../migrations/src/car_mart/m20260101_000002_create_car_model.rs
//! [create_car_info]: ../../../migrations/src/car_mart/m20260101_000003_create_car_info.rs
//! [speed]: ../../../car-mart/SPEED.md
//! [despite_restrict]: ../../../tests/it/snapshots/traps__a_loaded_row_is_deleted_with_its_children_despite_restrict.snap
//! [traps]: ../../../TRAPS.md
//! [not_loaded]: ../../../tests/it/snapshots/traps__a_relation_that_was_not_loaded_looks_empty.snap
//! [loop]: ../../../tests/it/snapshots/traps__find_related_in_a_loop_sends_a_statement_a_parent.snap
//! [join]: ../../../tests/it/snapshots/traps__a_join_returns_no_column_of_the_other_table.snap
//! [average]: ../../../tests/it/snapshots/traps__an_average_read_as_f64_says_mismatched_types.snap
//! [limit]: ../../../tests/it/snapshots/traps__a_limit_on_find_with_related_cuts_children_and_not_parents.snap
#![doc = include_str!("../README.md")]

/// The three tables and both directions of both relationships. Read `car_model` first: it is the
/// one side of one relationship and the many side of the other.
pub mod entity;

/// The rows that the lesson starts with.
pub mod sample;

/// Create, read, update, delete: one function each.
pub mod crud;

/// What the index on `car_id` changes.
pub mod index;

/// One table out of three: the average price by brand, model and year, in three forms.
pub mod data_mart;

/// The steps in order, and what they tell.
pub mod lesson;

/// Pairs from real life, one file each.
pub mod real_life;

/// What `cargo run -p car-mart` can run, the main lesson first.
pub const CHAPTERS: &[::lesson::Chapter] = &[
    ::lesson::Chapter {
        name: "car-mart",
        about: "Many cars under each model, many models under each brand.",
        run: |db, lesson| Box::pin(lesson::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "company-employee",
        about: "Many employees in each company.",
        run: |db, lesson| Box::pin(real_life::company_employee::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "library-book",
        about: "Many books in each library.",
        run: |db, lesson| Box::pin(real_life::library_book::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "student-classroom",
        about: "One classroom for many students.",
        run: |db, lesson| Box::pin(real_life::student_classroom::run(db, lesson)),
    },
    ::lesson::Chapter {
        name: "parent-child",
        about: "Many children to each parent: the generic pair.",
        run: |db, lesson| Box::pin(real_life::parent_child::run(db, lesson)),
    },
];
