//! # Replace
//!
//! Bob gets a new profile. His id is enough: you don't load him first. SeaORM
//! looks for the old profile, deletes it and inserts the new one, which gets a
//! new id: 8, because the ids 6 and 7 were rolled back (6 on SQLite, which uses
//! them again). To keep the row and change its bio, edit the profile instead.
//! SQLAlchemy inserts before it deletes, so there UNIQUE rejects a new profile
//! until the old one is deleted and flushed.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, Unchanged};

use crate::{
    entity::{profile, user},
    sample::BOB,
};

/// Gives a user a new profile. SQLAlchemy's `user.profile = Profile(...)` with
/// `cascade="all, delete-orphan"`.
pub async fn replace(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<(), DbErr> {
    let user = user::ActiveModel {
        id: Unchanged(user_id),
        ..Default::default()
    };
    user.into_ex()
        .set_profile(profile::ActiveModel::builder().set_bio(bio))
        // `update` would try to update the new profile too, which has no id
        // yet.
        .save(db)
        .await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(replace(show.db(), BOB, "Sails.").await?).await
}
