//! `bios` should return the name of every user with the bio of the profile, or
//! `None` for a user without a profile, ordered by the user's id. A user is
//! missing.

use std::process::ExitCode;

use one_to_one::entity::{profile, user};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

pub async fn bios(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Option<String>)>, DbErr> {
    let users = user::Entity::find()
        .order_by_id_asc()
        .find_both_related(profile::Entity)
        .all(db)
        .await?;
    let users = users.into_iter();
    Ok(users.map(|(user, profile)| (user.name, Some(profile.bio))).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::missing_profile(bios))
}
