//! `find_also_related` is a left join: the profile is an `Option`.

use std::process::ExitCode;

use one_to_one::entity::{profile, user};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

pub async fn bios(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Option<String>)>, DbErr> {
    let users = user::Entity::find()
        .order_by_id_asc()
        .find_also_related(profile::Entity)
        .all(db)
        .await?;
    Ok(users
        .into_iter()
        .map(|(user, profile)| (user.name, profile.map(|profile| profile.bio)))
        .collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::missing_profile(bios))
}
