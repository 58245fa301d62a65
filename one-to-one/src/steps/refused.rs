//! What the schema forbids.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, Set,
};

use crate::{entity::profile, sample::ALICE};

/// Inserts a second profile for Alice.
pub async fn second_profile(
    db: &impl ConnectionTrait,
) -> Result<profile::Model, DbErr> {
    profile::ActiveModel {
        user_id: Set(ALICE),
        bio: Set("Sings.".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Inserts a profile for a user who doesn't exist.
pub async fn profile_of_nobody(
    db: &impl ConnectionTrait,
) -> Result<profile::Model, DbErr> {
    profile::ActiveModel {
        user_id: Set(99),
        bio: Set("Haunts.".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Inserts a profile without a user.
pub async fn profile_without_user(
    db: &impl ConnectionTrait,
) -> Result<profile::Model, DbErr> {
    profile::ActiveModel {
        bio: Set("Floats.".to_owned()),
        ..Default::default()
    }
    .insert(db)
    .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Only the database guarantees a one-to-one. UNIQUE rejects a second profile, the foreign \
         key rejects a profile for a user who doesn't exist, and NOT NULL rejects a profile \
         without a user.",
    );
    lesson.code(source!("refused.rs"), "second_profile")?;
    lesson.code(source!("refused.rs"), "profile_of_nobody")?;
    lesson.code(source!("refused.rs"), "profile_without_user")?;
    lesson.refused([
        (
            "insert a second profile for Alice",
            second_profile(db).await.map(drop),
        ),
        (
            "insert a profile for user 99, who doesn't exist",
            profile_of_nobody(db).await.map(drop),
        ),
        (
            "insert a profile without a user",
            profile_without_user(db).await.map(drop),
        ),
    ])
}
