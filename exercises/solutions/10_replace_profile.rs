//! `save` deletes the old profile and inserts the new one in a transaction.

use std::process::ExitCode;

use one_to_one::entity::{profile, user};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, IntoActiveModel};

pub async fn replace(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<(), DbErr> {
    let user = user::Entity::find_by_id(user_id).require_one(db).await?;
    user.into_ex()
        .into_active_model()
        .set_profile(profile::ActiveModel::builder().set_bio(bio))
        .save(db)
        .await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::replace_profile(replace))
}
