//! Every user with its profile.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{profile, user};

/// Every user with its profile, ordered by the user's id. Users without a
/// profile are included.
pub async fn read_from_users(
    db: &impl ConnectionTrait,
) -> Result<Vec<user::ModelEx>, DbErr> {
    user::Entity::load()
        .with(profile::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the users",
        "The loader joins a to-one relation with a LEFT JOIN, so one SELECT reads both tables. \
         Frank has no profile: `user.profile.as_ref()` is None, which the table below shows as NULL. \
         It is None for a profile that isn't loaded too; only `is_loaded()` tells the two apart.",
    );
    lesson.code(source!("read_from_users.rs"), "read_from_users")?;
    let users = read_from_users(db).await?;
    lesson.rows(
        "Every user with their profile",
        users.iter().map(FromUser::from),
    );
    Ok(())
}

/// A user and the profile's bio.
pub(crate) struct FromUser {
    user: String,
    bio: Option<String>,
}

columns!(FromUser: user, bio);

impl From<&user::ModelEx> for FromUser {
    fn from(user: &user::ModelEx) -> Self {
        Self {
            user: user.name.clone(),
            bio: user.profile.as_ref().map(|profile| profile.bio.clone()),
        }
    }
}
