//! # Read from the users
//!
//! The loader reads the profiles with a LEFT JOIN, so there is one SELECT.
//! Frank has no profile: `user.profile.as_ref()` is `None`, which the table
//! shows as NULL. It is also `None` if you didn't load the profile. Only
//! `is_loaded()` tells the two apart.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{profile, user};

/// Every user with its profile, ordered by the user's id. Users without a
/// profile are included.
pub async fn read_from_users(
    db: &DatabaseConnection,
) -> Result<Vec<user::ModelEx>, DbErr> {
    user::Entity::load()
        .with(profile::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let users = read_from_users(show.db()).await?;
    let rows = users.iter().map(name_and_bio);
    show.table("Every user with their profile", ["user", "bio"], rows)
        .await
}

pub(crate) fn name_and_bio(user: &user::ModelEx) -> (&str, Option<&str>) {
    let profile = user.profile.as_ref();
    (&user.name, profile.map(|profile| profile.bio.as_str()))
}
