//! A profile that sets its user.

use harness::{Recorder, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, TransactionTrait};

use super::read_from_profiles::FromProfile;
use crate::entity::{profile, user};

/// Inserts a profile for a new user, from the profile's side. SQLAlchemy's
/// `Profile(bio="Finds bugs.", user=User(...))`.
pub async fn create_from_the_profile(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<profile::ModelEx, DbErr> {
    profile::ActiveModel::builder()
        .set_bio("Finds bugs.")
        .set_user(user::ActiveModel::builder().set_name("Grace"))
        .insert(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the profile",
        "The same two rows, written from the other end. SeaORM inserts the user first, because the \
         profile needs its id. From this end it doesn't look for an old profile. This is rolled \
         back too.",
    );
    lesson.code(
        source!("create_from_the_profile.rs"),
        "create_from_the_profile",
    )?;
    let transaction = db.begin().await?;
    let profile = create_from_the_profile(&transaction).await?;
    let rows = FromProfile::from(&profile);
    lesson.rows("The profile, as `insert` returned it", rows);
    transaction.rollback().await
}
