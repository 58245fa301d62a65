//! What can be done with the relationship: one function each, plain SeaORM.

use sea_orm::{
    ConnectionTrait, DbErr, DeleteResult, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    ModelTrait, QueryOrder, Set, TransactionTrait, TryIntoModel,
};

use crate::{
    entity::{profile, user},
    sample::{PROFILES, USERS},
};

/// Inserts the sample rows, users before profiles: one INSERT a table, however many rows.
/// SQLAlchemy's `session.add_all` followed by `commit`.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let users = USERS.map(|name| user::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    user::Entity::insert_many(users).exec(db).await?;

    let profiles = PROFILES.map(|(user_id, bio)| profile::ActiveModel {
        user_id: Set(user_id),
        bio: Set(bio.to_owned()),
        ..Default::default()
    });
    profile::Entity::insert_many(profiles).exec(db).await?;
    Ok(())
}

/// Inserts a user and the profile as one tree: SeaORM fills in the foreign key. SQLAlchemy's
/// `User(name="Grace", profile=Profile(...))`.
pub async fn create_tree(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<user::ModelEx, DbErr> {
    let profile = profile::ActiveModel::builder().set_bio("Finds bugs.");
    user::ActiveModel::builder()
        .set_name("Grace")
        .set_profile(profile)
        .insert(db)
        .await
}

/// Every user with the profile: one SELECT with a LEFT JOIN, ordered by the user's id. A user
/// without a profile is there too.
pub async fn read_from_users(db: &impl ConnectionTrait) -> Result<Vec<user::ModelEx>, DbErr> {
    user::Entity::load()
        .with(profile::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// Every profile with its user: one SELECT, ordered by the user's id.
pub async fn read_from_profiles(db: &impl ConnectionTrait) -> Result<Vec<profile::ModelEx>, DbErr> {
    profile::Entity::load()
        .with(user::Entity)
        .order_by_asc(profile::Column::UserId)
        .all(db)
        .await
}

/// Gives a user a new profile. The old one, if there is one, is deleted first: UNIQUE leaves no
/// room for two. SQLAlchemy's `user.profile = Profile(...)` with `cascade="all, delete-orphan"`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such user.
pub async fn replace_profile(
    db: &(impl ConnectionTrait + TransactionTrait),
    user_id: i32,
    bio: &str,
) -> Result<user::ModelEx, DbErr> {
    let user = user::Entity::find_by_id(user_id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("user {user_id}")))?;
    user.into_ex()
        .into_active_model()
        .set_profile(profile::ActiveModel::builder().set_bio(bio))
        // Not `update`: it would try to update the new profile too, which has no id yet.
        .save(db)
        .await?
        .try_into_model()
}

/// Deletes the profile of a user. The user stays.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the user has no profile.
pub async fn delete_profile(
    db: &impl ConnectionTrait,
    user_id: i32,
) -> Result<DeleteResult, DbErr> {
    let profile = profile::Entity::find_by_user_id(user_id)
        .one(db)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("profile of user {user_id}")))?;
    profile.delete(db).await
}

/// Deletes a user: one DELETE. The profile goes by the foreign key's ON DELETE CASCADE.
pub async fn delete_user(db: &impl ConnectionTrait, user_id: i32) -> Result<DeleteResult, DbErr> {
    user::Entity::delete_by_id(user_id).exec(db).await
}
