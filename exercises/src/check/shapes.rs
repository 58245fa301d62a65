use sea_orm::{DatabaseConnection, DbErr, EntityTrait, Set};
use shapes::{
    many_to_many::followers::{self, follow, user},
    one_to_many::{
        chain::{self, city, country, museum, painting},
        home_away::{self, game, team},
        staff_boss::{self, staff},
    },
};

use crate::{
    Attempt, Outcome,
    rows::{OTHER, SAMPLE},
};

/// The games of a team, at home or away.
pub fn home_away(
    games: impl AsyncFn(&DatabaseConnection, i32) -> Result<Vec<game::Model>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const GAMES: [(&str, i32, &[&str]); 2] = [
        (
            SAMPLE,
            1,
            &[
                "1 against 2: 2:1",
                "2 against 1: 0:0",
                "3 against 1: 1:3",
                "1 against 4: 4:0",
            ],
        ),
        (
            OTHER,
            2,
            &["3 against 2: 1:1", "2 against 1: 5:0", "1 against 2: 0:2"],
        ),
    ];
    async move |attempt| {
        for (rows, team, expected) in GAMES {
            attempt.begin(rows).await?;
            teams(attempt.db(), rows).await?;
            let games = attempt.returned(games(attempt.db(), team).await)?;
            let line = |game: &game::Model| {
                format!(
                    "{} against {}: {}",
                    game.home_id, game.away_id, game.score
                )
            };
            let got: Vec<_> = games.iter().map(line).collect();
            let whys = [
                (
                    '-',
                    if team == 1 { "against 1" } else { "against 2" },
                    "The away games are missing: there are two keys to team, \
                     and you check only one.",
                ),
                (
                    '-',
                    "",
                    "The home games are missing: there are two keys to team, \
                     and you check only one.",
                ),
            ];
            attempt.compare(expected, &got, &whys)?;
        }
        Ok(())
    }
}

async fn teams(db: &DatabaseConnection, rows: &str) -> Result<(), DbErr> {
    home_away::schema(db).await?;
    if rows == SAMPLE {
        home_away::create_teams(db).await?;
        return home_away::create_games(db).await;
    }
    let teams = ["Owls", "Pikes", "Rams"].map(|name| team::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    team::Entity::insert_many(teams).exec(db).await?;
    let games = [(3, 2, "1:1"), (3, 1, "2:4"), (2, 1, "5:0"), (1, 2, "0:2")];
    let games = games.map(|(home, away, score)| game::ActiveModel {
        home_id: Set(home),
        away_id: Set(away),
        score: Set(score.to_owned()),
        ..Default::default()
    });
    game::Entity::insert_many(games).exec(db).await?;
    Ok(())
}

/// Everyone below an employee.
pub fn tree(
    below: impl AsyncFn(&DatabaseConnection, i32) -> Result<Vec<String>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const BELOW: [(&str, i32, &[&str]); 2] = [
        (SAMPLE, 2, &["Dan", "Fay", "Eve"]),
        (OTHER, 1, &["Quin", "Rolf", "Tess", "Una", "Vic"]),
    ];
    async move |attempt| {
        for (rows, id, expected) in BELOW {
            attempt.begin(rows).await?;
            employees(attempt.db(), rows).await?;
            let got = attempt.returned(below(attempt.db(), id).await)?;
            let why = "{} is missing: reports of reports count too, however \
                       deep.";
            attempt.compare(expected, &got, &[('-', "", why)])?;
        }
        Ok(())
    }
}

async fn employees(db: &DatabaseConnection, rows: &str) -> Result<(), DbErr> {
    staff_boss::schema(db).await?;
    if rows == SAMPLE {
        staff_boss::create_from_the_boss(db).await?;
        staff_boss::create_from_the_report(db, "Hal", 6).await?;
        staff_boss::create_without_boss(db, "Gus").await?;
        return Ok(());
    }
    let staff = [
        ("Pia", None),
        ("Quin", Some(1)),
        ("Rolf", Some(2)),
        ("Sue", None),
        ("Tess", Some(3)),
        ("Una", Some(5)),
        ("Vic", Some(1)),
    ];
    let staff = staff.map(|(name, boss)| staff::ActiveModel {
        name: Set(name.to_owned()),
        boss_id: Set(boss),
        ..Default::default()
    });
    staff::Entity::insert_many(staff).exec(db).await?;
    Ok(())
}

/// Who follows a user.
pub fn followers(
    followers: impl AsyncFn(&DatabaseConnection, i32) -> Result<Vec<String>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const FOLLOWERS: [(&str, i32, &[&str]); 2] = [
        (SAMPLE, 1, &["Bob", "Carol", "Eve"]),
        (OTHER, 3, &["Xia", "Yul"]),
    ];
    async move |attempt| {
        for (rows, user, expected) in FOLLOWERS {
            attempt.begin(rows).await?;
            users(attempt.db(), rows).await?;
            let got = attempt.returned(followers(attempt.db(), user).await)?;
            let why = "{} is missing: these are the users that the user follows, the other direction.";
            attempt.compare(expected, &got, &[('-', "", why)])?;
        }
        Ok(())
    }
}

async fn users(db: &DatabaseConnection, rows: &str) -> Result<(), DbErr> {
    followers::schema(db).await?;
    if rows == SAMPLE {
        followers::create_from_the_followed(db).await?;
        followers::create_from_the_follower(db, 1).await?;
        followers::create_from_the_link(db, 1, 2).await?;
        return Ok(());
    }
    let users = ["Xia", "Yul", "Zoe"].map(|name| user::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    user::Entity::insert_many(users).exec(db).await?;
    let links = [(1, 3), (2, 3), (3, 1), (1, 2)].map(|(follower, followed)| {
        follow::ActiveModel {
            follower_id: Set(follower),
            followed_id: Set(followed),
        }
    });
    follow::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

/// The paintings in a country.
pub fn chain(
    paintings: impl AsyncFn(&DatabaseConnection, &str) -> Result<Vec<String>, DbErr>,
) -> impl AsyncFn(&mut Attempt) -> Outcome {
    const PAINTINGS: [(&str, &str, &[&str]); 2] = [
        (SAMPLE, "France", &["Mona Lisa", "The Raft of the Medusa", "Olympia"]),
        (
            OTHER,
            "Austria",
            &["The Kiss", "The Tower of Babel", "Self-Portrait"],
        ),
    ];
    async move |attempt| {
        for (rows, name, expected) in PAINTINGS {
            attempt.begin(rows).await?;
            pictures(attempt.db(), rows).await?;
            let got = attempt.returned(paintings(attempt.db(), name).await)?;
            let why = "{} is missing: the loader reads only two levels below the \
                       country.";
            attempt.compare(expected, &got, &[('-', "", why)])?;
        }
        Ok(())
    }
}

async fn pictures(db: &DatabaseConnection, rows: &str) -> Result<(), DbErr> {
    chain::schema(db).await?;
    if rows == SAMPLE {
        return chain::create_from_the_top(db).await;
    }
    let countries = ["Poland", "Austria"].map(|name| country::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    country::Entity::insert_many(countries).exec(db).await?;
    let cities = [("Vienna", 2), ("Krakow", 1), ("Graz", 2)];
    let cities = cities.map(|(name, country)| city::ActiveModel {
        name: Set(name.to_owned()),
        country_id: Set(country),
        ..Default::default()
    });
    city::Entity::insert_many(cities).exec(db).await?;
    let museums = [
        ("Belvedere", 1),
        ("Czartoryski", 2),
        ("Joanneum", 3),
        ("Albertina", 1),
    ];
    let museums = museums.map(|(name, city)| museum::ActiveModel {
        name: Set(name.to_owned()),
        city_id: Set(city),
        ..Default::default()
    });
    museum::Entity::insert_many(museums).exec(db).await?;
    let paintings = [
        ("The Kiss", 1),
        ("Lady with an Ermine", 2),
        ("The Tower of Babel", 4),
        ("Self-Portrait", 3),
    ];
    let paintings = paintings.map(|(title, museum)| painting::ActiveModel {
        title: Set(title.to_owned()),
        museum_id: Set(museum),
        ..Default::default()
    });
    painting::Entity::insert_many(paintings).exec(db).await?;
    Ok(())
}
