//! The steps in order, and what they tell.

use ::lesson::{Lesson, table::Deleted};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, Set, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use crate::{
    entity::{profile, user},
    sample::{ALICE, BOB, DAVE, EVE},
    steps,
};

/// Writes the lesson down.
///
/// # Errors
///
/// Whatever the database reports; and if it accepts a write that it should refuse.
pub async fn run(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    schema(db, lesson).await?;
    create(db, lesson).await?;
    create_tree(db, lesson).await?;
    read_from_users(db, lesson).await?;
    read_from_profiles(db, lesson).await?;
    replace(db, lesson).await?;
    refused(db, lesson).await?;
    delete(db, lesson).await
}

async fn schema(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The foreign key stands in profile, as it would in a one-to-many; UNIQUE on it makes the \
         relationship one-to-one. The table user has the name of an SQL word: in psql write \
         \"user\", with the quotes, because SELECT * FROM user shows the role that is logged in.",
    );
    migrations::one_to_one::Migrator::up(db, None).await?;
    lesson.done("Two migrations applied");
    lesson.columns(user::Entity);
    lesson.columns(profile::Entity);
    Ok(())
}

async fn create(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Users before profiles, one INSERT a table. A profile names its user by the id; Frank has \
         none.",
    );
    steps::create(db).await?;
    lesson.done("Two tables filled");
    let users = user::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("user", &users);
    let profiles = profile::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("profile", &profiles);
    Ok(())
}

async fn create_tree(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Create through the relationship",
        "A user with a profile, as one tree: SeaORM inserts the user, looks for an old profile \
         that would be in the way, and inserts the new one with the user's id. The transaction is \
         rolled back, so the next steps don't see them.",
    );
    let transaction = db.begin().await?;
    let user = steps::create_tree(&transaction).await?;
    lesson.rows("Grace, as she came back", &[from_user(&user)]);
    transaction.rollback().await
}

async fn read_from_users(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the users",
        "One SELECT with a LEFT JOIN. Frank is in it without a profile: NULL in the table, None \
         in Rust.",
    );
    lesson.rows("Every user with the profile", &users(db).await?);
    Ok(())
}

async fn read_from_profiles(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Read from the profiles",
        "The same relationship from the other end, again one SELECT. Every profile has a user, so \
         Frank is not in it.",
    );
    lesson.rows("Every profile with its user", &profiles(db).await?);
    Ok(())
}

async fn replace(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Replace",
        "Bob gets a new profile. SeaORM looks for the old one, deletes it and inserts the new one, \
         in one transaction: the row is another one, with another id. To keep the row and change \
         its bio, update the profile instead.",
    );
    let user = steps::replace_profile(db, BOB, "Sails.").await?;
    lesson.rows("Bob, as he came back", &[from_user(&user)]);
    lesson.rows("Every user afterwards", &users(db).await?);
    Ok(())
}

async fn refused(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "Only the database makes a one-to-one true. UNIQUE refuses the second profile, the \
         foreign key one of nobody that is there, NOT NULL one of nobody at all.",
    );
    let second = profile::ActiveModel {
        user_id: Set(ALICE),
        bio: Set("Sings.".to_owned()),
        ..Default::default()
    };
    let unknown = profile::ActiveModel {
        user_id: Set(99),
        bio: Set("Haunts.".to_owned()),
        ..Default::default()
    };
    let nobody = profile::ActiveModel {
        bio: Set("Floats.".to_owned()),
        ..Default::default()
    };
    lesson.refused([
        (
            "insert a second profile of Alice",
            second.insert(db).await.map(drop),
        ),
        (
            "insert a profile of user 99, who is not there",
            unknown.insert(db).await.map(drop),
        ),
        (
            "insert a profile without a user",
            nobody.insert(db).await.map(drop),
        ),
    ])
}

async fn delete(db: &DatabaseConnection, lesson: &mut Lesson) -> Result<(), DbErr> {
    lesson.step(
        "Delete from either side",
        "Without his profile Dave stays, because nothing points from a user to a profile. Without \
         Eve her profile goes, by ON DELETE CASCADE: the DELETE counts one row, and two are gone.",
    );
    let deleted = steps::delete_profile(db, DAVE).await?;
    lesson.rows("The profile of Dave deleted", &[Deleted::from(deleted)]);
    let deleted = steps::delete_user(db, EVE).await?;
    lesson.rows("The user Eve deleted", &[Deleted::from(deleted)]);
    lesson.rows("Every user afterwards", &users(db).await?);
    lesson.rows("Every profile afterwards", &profiles(db).await?);
    Ok(())
}

/// A user and the profile's bio, read from the user.
struct FromUser {
    user: String,
    bio: Option<String>,
}

::lesson::columns!(FromUser: user, bio);

fn from_user(user: &user::ModelEx) -> FromUser {
    FromUser {
        user: user.name.clone(),
        bio: user.profile.as_ref().map(|profile| profile.bio.clone()),
    }
}

async fn users(db: &DatabaseConnection) -> Result<Vec<FromUser>, DbErr> {
    Ok(steps::read_from_users(db)
        .await?
        .iter()
        .map(from_user)
        .collect())
}

/// A bio and the user's name, read from the profile.
struct FromProfile {
    bio: String,
    user: String,
}

::lesson::columns!(FromProfile: bio, user);

fn from_profile(profile: &profile::ModelEx) -> Option<FromProfile> {
    Some(FromProfile {
        bio: profile.bio.clone(),
        user: profile.user.as_ref()?.name.clone(),
    })
}

async fn profiles(db: &DatabaseConnection) -> Result<Vec<FromProfile>, DbErr> {
    Ok(steps::read_from_profiles(db)
        .await?
        .iter()
        .filter_map(from_profile)
        .collect())
}
