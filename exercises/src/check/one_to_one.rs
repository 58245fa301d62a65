use one_to_one::entity::{profile, user};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait, EntityTrait,
};

use crate::{Attempt, Failure, Outcome, attempt::refused, rows::USERS};

/// A table of profiles that takes one for each user.
pub fn second_profile<E: EntityTrait>(
    profile: E,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        let [rows, _] = USERS;
        attempt.begin(rows.0).await?;
        let schema = attempt.db().get_schema_builder();
        let created = schema.register(user::Entity).register(profile);
        let created = created.apply(attempt.db()).await;
        attempt.returned(created)?;
        attempt.users_alone(rows.1).await?;
        let mut got = Vec::new();
        for (what, user) in [
            ("A profile of Alice", 1),
            ("A profile of Bob", 2),
            ("A second profile of Alice", 1),
        ] {
            let insert = format!(
                "INSERT INTO profile (user_id, bio) VALUES ({user}, 'Sails.')"
            );
            let stored =
                refused(attempt.db().execute_unprepared(&insert).await);
            got.push(format!("{what}: {stored}"));
        }
        let expected = [
            "A profile of Alice: stored",
            "A profile of Bob: stored",
            "A second profile of Alice: refused (unique)",
        ];
        let why = "Alice has two profiles now: `has_one` promises one, and nothing enforces it.";
        attempt.compare(
            &expected,
            &got,
            &[('+', "A second profile of Alice: stored", why)],
        )
    }
}

/// Every user with the profile or NULL.
async fn profiles(attempt: &Attempt) -> Result<Vec<String>, Failure> {
    let users = user::Entity::load()
        .with(profile::Entity)
        .order_by_id_asc()
        .all(attempt.db())
        .await?;
    let line = |user: &user::ModelEx| {
        let bio = user.profile.as_ref().map(|profile| &*profile.bio);
        format!("{}: {}", user.name, bio.unwrap_or("NULL"))
    };
    Ok(users.iter().map(line).collect())
}

/// Every user with the bio or none.
pub fn missing_profile(
    bios: impl AsyncFn(
        &DatabaseConnection,
    ) -> Result<Vec<(String, Option<String>)>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    async move |attempt| {
        for rows in USERS {
            attempt.users(rows).await?;
            let expected = profiles(attempt).await?;
            let bios = attempt.returned(bios(attempt.db()).await)?;
            let line = |(name, bio): &(String, Option<String>)| {
                format!("{name}: {}", bio.as_deref().unwrap_or("NULL"))
            };
            let got: Vec<_> = bios.iter().map(line).collect();
            let why =
                "{} is missing: an inner join drops a user without a profile.";
            attempt.compare(&expected, &got, &[('-', ": NULL", why)])?;
        }
        Ok(())
    }
}

/// A new profile instead of the old one.
pub fn replace_profile(
    replace: impl AsyncFn(&DatabaseConnection, i32, &str) -> Result<(), DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    // The numbers of a user with a profile and of one without.
    const REPLACED: [([i32; 2], &[&str]); 2] = [
        (
            [2, 6],
            &[
                "Alice: Writes compilers.",
                "Bob: Sails.",
                "Carol: Climbs mountains.",
                "Dave: Draws maps.",
                "Eve: Plays the cello.",
                "Frank: Sails.",
            ],
        ),
        ([2, 3], &["Gina: NULL", "Hugo: Sails.", "Ida: Sails.", "Jan: Sings."]),
    ];
    async move |attempt| {
        for (rows, (users, expected)) in USERS.into_iter().zip(REPLACED) {
            attempt.users(rows).await?;
            for user in users {
                attempt
                    .returned(replace(attempt.db(), user, "Sails.").await)?;
            }
            let got = profiles(attempt).await?;
            let why = "{} has the old profile, or none.";
            attempt.compare(expected, &got, &[('-', ": Sails.", why)])?;
        }
        Ok(())
    }
}
