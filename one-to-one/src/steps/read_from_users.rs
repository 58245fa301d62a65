//! # Read from the users
//!
//! The loader joins a to-one relation with a LEFT JOIN, so one SELECT reads
//! both tables. Frank has no profile: `user.profile.as_ref()` is None, which
//! the table below shows as NULL. It is None for a profile that isn't loaded
//! too; only `is_loaded()` tells the two apart.

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
