//! # Delete from either side
//!
//! Deleting Dave's profile keeps Dave: nothing in user points to a profile.
//! Deleting Eve deletes her profile too, because of ON DELETE CASCADE: two rows
//! are gone, and rows_affected counts only the user.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, EntityTrait};

use crate::{
    entity::{profile, user},
    sample::{DAVE, EVE},
};

/// Deletes the profile of a user. `delete_by_user_id` exists because `user_id`
/// is unique.
pub async fn delete_profile(
    db: &DatabaseConnection,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    profile::Entity::delete_by_user_id(user_id).exec(db).await
}

/// Deletes a user: one DELETE. The foreign key's ON DELETE CASCADE removes the
/// profile.
pub async fn delete_user(
    db: &DatabaseConnection,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    user::Entity::delete_by_id(user_id).exec(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(delete_profile(show.db(), DAVE).await?).await?;
    let deleted = delete_user(show.db(), EVE).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}
