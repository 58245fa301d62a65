//! What a delete takes along, from either side.

use harness::{Recorder, source, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult, EntityTrait,
};

use super::{
    read_from_profiles::{FromProfile, read_from_profiles},
    read_from_users::{FromUser, read_from_users},
};
use crate::{
    entity::{profile, user},
    sample::{DAVE, EVE},
};

/// Deletes the profile of a user. `delete_by_user_id` exists because `user_id`
/// is unique.
pub async fn delete_profile(
    db: &impl ConnectionTrait,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    profile::Entity::delete_by_user_id(user_id).exec(db).await
}

/// Deletes a user: one DELETE. The foreign key's ON DELETE CASCADE removes the
/// profile.
pub async fn delete_user(
    db: &impl ConnectionTrait,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    user::Entity::delete_by_id(user_id).exec(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete from either side",
        "Deleting Dave's profile keeps Dave: nothing in user points to a profile. Deleting Eve \
         deletes her profile too, because of ON DELETE CASCADE: two rows are gone, and \
         rows_affected counts only the user.",
    );
    lesson.code(source!("delete.rs"), "delete_profile")?;
    let deleted = delete_profile(db, DAVE).await?;
    lesson.rows("Dave's profile deleted", [Deleted::from(deleted)]);
    lesson.code(source!("delete.rs"), "delete_user")?;
    let deleted = delete_user(db, EVE).await?;
    lesson.rows("The user Eve deleted", [Deleted::from(deleted)]);
    let users = read_from_users(db).await?;
    lesson.rows("Every user afterwards", users.iter().map(FromUser::from));
    let profiles = read_from_profiles(db).await?;
    let rows = profiles.iter().filter_map(FromProfile::from);
    lesson.rows("Every profile afterwards", rows);
    Ok(())
}
