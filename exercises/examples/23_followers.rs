//! `followers` should return the names of the users who follow a user, ordered
//! by id. It returns the users whom that user follows.

use std::process::ExitCode;

use sea_orm::{DatabaseConnection, DbErr, EntityTrait, LoaderTrait};
use shapes::many_to_many::followers::{follow, user};

pub async fn followers(
    db: &DatabaseConnection,
    user_id: i32,
) -> Result<Vec<String>, DbErr> {
    let user = user::Entity::find_by_id(user_id).require_one(db).await?;
    let users = vec![user].load_self_via_rev(follow::Entity, db).await?;
    Ok(users.into_iter().flatten().map(|user| user.name).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::followers(followers))
}
