//! # Replace
//!
//! Bob gets a new profile. `Unchanged` says that Bob is stored, so he is
//! neither read nor written. SeaORM looks for his old profile, deletes it and
//! inserts the new one, which has a new id: 8 on PostgreSQL, and 6 on SQLite,
//! which reuses ids of rows that were rolled back. To keep the row, change its
//! bio instead.

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
