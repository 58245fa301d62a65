//! `replace` should give a user a new profile instead of the old one, and a
//! user without a profile the first one. The database refuses it, and no old
//! profile may stay behind.

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
