//! # Create from the user
//!
//! A user is inserted with a profile as one tree. SeaORM inserts the user,
//! looks for an old profile to replace, and inserts the new one with the user's
//! id. The step calls this in a transaction and rolls it back, so later steps
//! don't see the two rows.

use harness::{Done, Recorder};
use sea_orm::{DbErr, TransactionTrait};

use super::read_from_users::name_and_bio;
use crate::entity::{profile, user};

/// Inserts a user with a profile: SeaORM fills in the foreign key. SQLAlchemy's
/// `User(name="Grace", profile=Profile(...))`.
pub async fn create_from_the_user(
    db: &impl TransactionTrait,
) -> Result<user::ModelEx, DbErr> {
    user::ActiveModel::builder()
        .set_name("Grace")
        .set_profile(profile::ActiveModel::builder().set_bio("Finds bugs."))
        .insert(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    let grace = create_from_the_user(&*tx).await?;
    let caption = "Grace, as `insert` returned her";
    show.table(caption, ["user", "bio"], [name_and_bio(&grace)]).await?;
    show.roll_back(tx).await
}
