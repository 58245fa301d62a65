//! # Refused
//!
//! Only the database keeps it one-to-one. UNIQUE rejects a second profile, the
//! foreign key rejects a profile for a user who doesn't exist, and NOT NULL
//! rejects a profile without a user.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr};

use crate::{entity::profile, sample::ALICE};

/// Inserts a second profile for Alice.
pub async fn second_profile(
    db: &DatabaseConnection,
) -> Result<profile::ModelEx, DbErr> {
    profile::ActiveModel::builder()
        .set_user_id(ALICE)
        .set_bio("Sings.")
        .insert(db)
        .await
}

/// Inserts a profile for a user who doesn't exist.
pub async fn profile_of_nobody(
    db: &DatabaseConnection,
) -> Result<profile::ModelEx, DbErr> {
    profile::ActiveModel::builder()
        .set_user_id(99)
        .set_bio("Haunts.")
        .insert(db)
        .await
}

/// Inserts a profile without a user.
pub async fn profile_without_user(
    db: &DatabaseConnection,
) -> Result<profile::ModelEx, DbErr> {
    profile::ActiveModel::builder().set_bio("Floats.").insert(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let outcome = second_profile(show.db()).await;
    show.refused("insert a second profile for Alice", outcome).await?;
    let outcome = profile_of_nobody(show.db()).await;
    let attempt = "insert a profile for user 99, who doesn't exist";
    show.refused(attempt, outcome).await?;
    let outcome = profile_without_user(show.db()).await;
    show.refused("insert a profile without a user", outcome).await
}
