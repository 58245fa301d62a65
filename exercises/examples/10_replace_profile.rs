//! `replace` should give a user a new profile instead of the old one, or a
//! first one if there is none. The database refuses it if there is an old one,
//! which should be gone afterwards.

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
