//! Both tables filled, one INSERT each.

use harness::{Recorder, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set};

use crate::{
    entity::{profile, user},
    sample::{PROFILES, USERS},
};

/// Inserts the sample rows, users before profiles. SQLAlchemy's
/// `session.add_all` followed by `commit`.
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

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Users before profiles, one INSERT per table. A profile references its user by id. Frank \
         has no profile.",
    );
    lesson.code(source!("create.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let users = user::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("user", users);
    let profiles = profile::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("profile", profiles);
    Ok(())
}
