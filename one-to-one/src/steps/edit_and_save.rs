//! # Load, edit, save
//!
//! You load Alice with her profile, change the bio and save her. SeaORM looks
//! for an old profile to replace. It finds the same one and updates it. Alice's
//! own row isn't written, because none of its columns changed. To change the
//! bio without reading, send one UPDATE, as for Carol.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait, IntoActiveModel,
    QueryFilter, Set, UpdateResult,
};

use crate::{
    entity::{profile, user},
    sample::{ALICE, CAROL},
};

/// Changes the bio of a user's profile through the user. SQLAlchemy's
/// `user.profile.bio = "..."` followed by `commit`.
pub async fn edit_and_save(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<(), DbErr> {
    let user = user::Entity::load()
        .filter_by_id(user_id)
        .with(profile::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("no such user".to_owned()))?;
    let mut user = user.into_active_model();
    let profile = user.profile.as_mut();
    let missing = DbErr::RecordNotFound("no profile".to_owned());
    profile.ok_or(missing)?.bio = Set(bio.to_owned());
    user.save(db).await?;
    Ok(())
}

/// Changes the bio of a user's profile in one UPDATE.
pub async fn update_bio(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<UpdateResult, DbErr> {
    let new = profile::ActiveModel {
        bio: Set(bio.to_owned()),
        ..Default::default()
    };
    profile::Entity::update_many()
        .set(new)
        .filter(profile::COLUMN.user_id.eq(user_id))
        .exec(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(edit_and_save(show.db(), ALICE, "Writes linkers.").await?)
        .await?;
    show.ran(update_bio(show.db(), CAROL, "Climbs trees.").await?).await
}
