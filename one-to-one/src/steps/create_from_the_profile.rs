//! # Create from the profile
//!
//! The same two rows, written from the other end. SeaORM inserts the user
//! first, because the profile needs its id. It looks for no old profile. This
//! is rolled back too. Grace gets other ids on PostgreSQL than on SQLite.

use harness::{Done, Recorder};
use sea_orm::{DbErr, TransactionTrait};

use super::read_from_profiles::bio_and_name;
use crate::entity::{profile, user};

/// Inserts a profile for a new user, from the profile's side. SQLAlchemy's
/// `Profile(bio="Finds bugs.", user=User(...))`.
pub async fn create_from_the_profile(
    db: &impl TransactionTrait,
) -> Result<profile::ModelEx, DbErr> {
    profile::ActiveModel::builder()
        .set_bio("Finds bugs.")
        .set_user(user::ActiveModel::builder().set_name("Grace"))
        .insert(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    let profile = create_from_the_profile(&*tx).await?;
    let caption = "The profile, as `insert` returned it";
    show.table(caption, ["bio", "user"], [bio_and_name(&profile)]).await?;
    show.roll_back(tx).await
}
