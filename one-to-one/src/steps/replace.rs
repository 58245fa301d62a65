//! A new profile instead of the old one.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    TransactionTrait, TryIntoModel,
};

use super::read_from_users::{FromUser, read_from_users};
use crate::{
    entity::{profile, user},
    sample::BOB,
};

/// Gives a user a new profile and returns both. SQLAlchemy's `user.profile =
/// Profile(...)` with `cascade="all, delete-orphan"`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such user.
pub async fn replace(
    db: &(impl ConnectionTrait + TransactionTrait),
    user_id: i32,
    bio: &str,
) -> Result<user::ModelEx, DbErr> {
    let user = user::Entity::find_by_id(user_id).require_one(db).await?;
    user.into_ex()
        .into_active_model()
        .set_profile(profile::ActiveModel::builder().set_bio(bio))
        // `update` would try to update the new profile too, which has no id
        // yet.
        .save(db)
        .await?
        .try_into_model()
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Bob gets a new profile. In one transaction, SeaORM looks for the old profile, deletes it \
         and inserts the new one, which gets a new id. To keep the row and change its bio, update \
         the profile instead.",
    );
    lesson.code(source!("replace.rs"), "replace")?;
    let bob = replace(db, BOB, "Sails.").await?;
    lesson.rows("Bob, as `save` returned him", [FromUser::from(&bob)]);
    let users = read_from_users(db).await?;
    lesson.rows("Every user afterwards", users.iter().map(FromUser::from));
    Ok(())
}
