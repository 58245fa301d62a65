//! A user with a profile, written as one tree.

use harness::{Recorder, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, TransactionTrait};

use super::read_from_users::FromUser;
use crate::entity::{profile, user};

/// Inserts a user with a profile: SeaORM fills in the foreign key. SQLAlchemy's
/// `User(name="Grace", profile=Profile(...))`.
pub async fn create_from_the_user(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<user::ModelEx, DbErr> {
    user::ActiveModel::builder()
        .set_name("Grace")
        .set_profile(profile::ActiveModel::builder().set_bio("Finds bugs."))
        .insert(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create from the user",
        "This inserts a user with a profile as one tree. SeaORM inserts the user, looks for an old \
         profile to replace, and inserts the new one with the user's id. The transaction is rolled \
         back, so later steps don't see the two rows.",
    );
    lesson.code(source!("create_from_the_user.rs"), "create_from_the_user")?;
    let transaction = db.begin().await?;
    let grace = create_from_the_user(&transaction).await?;
    lesson.rows("Grace, as `insert` returned her", [FromUser::from(&grace)]);
    transaction.rollback().await
}
