//! `replace` should give a user a new profile and delete the old one, if there
//! is one. But if there is an old one, the database refuses the new one.

use std::process::ExitCode;

use one_to_one::entity::profile;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, Set};

pub async fn replace(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<(), DbErr> {
    let profile = profile::ActiveModel {
        user_id: Set(user_id),
        bio: Set(bio.to_owned()),
        ..Default::default()
    };
    profile.insert(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::replace_profile(replace))
}
