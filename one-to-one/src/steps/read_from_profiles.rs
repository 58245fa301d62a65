//! Every profile with its user.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryOrder};

use crate::entity::{profile, user};

/// Every profile with its user, ordered by the user's id.
pub async fn read_from_profiles(
    db: &impl ConnectionTrait,
) -> Result<Vec<profile::ModelEx>, DbErr> {
    profile::Entity::load()
        .with(user::Entity)
        .order_by_asc(profile::COLUMN.user_id)
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the profiles",
        "The same relationship from the other end, again in one SELECT. Every profile has a user. \
         Frank has no profile, so he is not in the list.",
    );
    lesson.code(source!("read_from_profiles.rs"), "read_from_profiles")?;
    let profiles = read_from_profiles(db).await?;
    let rows = profiles.iter().filter_map(FromProfile::from);
    lesson.rows("Every profile with its user", rows);
    Ok(())
}

/// A bio and the user's name.
pub(crate) struct FromProfile {
    bio: String,
    user: String,
}

columns!(FromProfile: bio, user);

impl FromProfile {
    /// `None` if the user was not loaded.
    pub(crate) fn from(profile: &profile::ModelEx) -> Option<Self> {
        Some(Self {
            bio: profile.bio.clone(),
            user: profile.user.as_ref()?.name.clone(),
        })
    }
}
