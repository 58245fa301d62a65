//! # Create
//!
//! Users before profiles, one INSERT per table: a profile references its user
//! by id. Frank has no profile.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

use crate::{
    entity::{profile, user},
    sample::{PROFILES, USERS},
};

/// Inserts the sample rows, users before profiles. SQLAlchemy's
/// `session.add_all`, but each INSERT commits by itself.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    let users = USERS.map(|name| user::ActiveModel::builder().set_name(name));
    user::Entity::insert_many(users).exec(db).await?;

    let profiles = PROFILES.map(|(user_id, bio)| {
        profile::ActiveModel::builder().set_user_id(user_id).set_bio(bio)
    });
    profile::Entity::insert_many(profiles).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}
