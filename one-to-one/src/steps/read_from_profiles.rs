//! # Read from the profiles
//!
//! The same relationship from the other end, again in one SELECT. Every profile
//! has a user. Frank has no profile, so he is not in the list.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, QueryOrder};

use crate::entity::{profile, user};

/// Every profile with its user, ordered by the user's id.
pub async fn read_from_profiles(
    db: &DatabaseConnection,
) -> Result<Vec<profile::ModelEx>, DbErr> {
    profile::Entity::load()
        .with(user::Entity)
        .order_by_asc(profile::COLUMN.user_id)
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let profiles = read_from_profiles(show.db()).await?;
    let rows = profiles.iter().map(bio_and_name);
    show.table("Every profile with its user", ["bio", "user"], rows).await
}

pub(crate) fn bio_and_name(profile: &profile::ModelEx) -> (&str, Option<&str>) {
    let user = profile.user.as_ref();
    (&profile.bio, user.map(|user| user.name.as_str()))
}
