//! The steps of the lesson, in reading order: one file each, with the words,
//! the code and the rows.

use harness::{Step, steps};

pub mod schema;

pub mod create;

pub mod create_from_the_user;

pub mod create_from_the_profile;

pub mod read_from_users;

pub mod read_from_profiles;

pub mod replace;

pub mod refused;

pub mod delete;

/// All of them.
pub const STEPS: &[Step] = steps![
    schema: schema::step,
    create: create::step,
    create_from_the_user: create_from_the_user::step,
    create_from_the_profile: create_from_the_profile::step,
    read_from_users: read_from_users::step,
    read_from_profiles: read_from_profiles::step,
    replace: replace::step,
    refused: refused::step,
    delete: delete::step,
];
