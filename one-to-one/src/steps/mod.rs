//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod create_from_the_user;

pub mod create_from_the_profile;

pub mod read_from_users;

pub mod read_from_profiles;

pub mod edit_and_save;

pub mod replace;

pub mod refused;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema,
    create,
    create_from_the_user,
    create_from_the_profile,
    read_from_users,
    read_from_profiles,
    edit_and_save,
    replace,
    refused,
    delete,
];
