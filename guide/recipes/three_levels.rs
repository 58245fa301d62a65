//! Deeper than one `.with` goes.

use std::collections::HashMap;

use harness::{Recorder, columns, source, steps};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};
use shapes::one_to_many::chain::{city, country, create_from_the_top, museum, painting, schema};

use super::{BOTH, run};

/// Every country with its cities, their museums and their paintings.
async fn countries(db: &DbConn) -> Result<Vec<country::ModelEx>, DbErr> {
    let cities = city::Entity::load()
        .with((museum::Entity, painting::Entity))
        .order_by_id_asc()
        .all(db)
        .await?;
    let mut cities_of: HashMap<i32, Vec<city::ModelEx>> = HashMap::new();
    for city in cities {
        cities_of.entry(city.country_id).or_default().push(city);
    }
    let countries = country::Entity::load().order_by_id_asc();
    let mut countries = countries.all(db).await?;
    for country in &mut countries {
        let cities = cities_of.remove(&country.id).unwrap_or_default();
        country.cities = cities.into();
    }
    Ok(countries)
}

/// Every museum with its paintings, its city and the city's country.
async fn museums(db: &DbConn) -> Result<Vec<museum::ModelEx>, DbErr> {
    museum::Entity::load()
        .with((city::Entity, country::Entity))
        .with(painting::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

struct Country {
    country: String,
    museums: Vec<String>,
    paintings: Vec<String>,
}

columns!(Country: country, museums, paintings);

struct Museum {
    museum: String,
    country: String,
    paintings: Vec<String>,
}

columns!(Museum: museum, country, paintings);

async fn step(db: &DbConn, lesson: &mut Recorder) -> Result<(), DbErr> {
    lesson.step(
        "How do I read three levels below the root?",
        "`.with((A, B))` is as deep as one load goes. `countries` loads the lower levels as a tree \
         of their own and puts each branch under its parent. `museums` starts in the middle and \
         reads up and down from there. Each function sends at most four statements, however \
         many rows there are.",
    );
    lesson.code(source!("three_levels.rs"), "countries")?;
    lesson.code(source!("three_levels.rs"), "museums")?;
    let countries = countries(db).await?;
    let rows = countries.iter().map(|country| {
        let museums = || country.cities.iter().flat_map(|city| &city.museums);
        let paintings = museums().flat_map(|museum| &museum.paintings);
        Country {
            country: country.name.clone(),
            museums: museums().map(|museum| museum.name.clone()).collect(),
            paintings: paintings.map(|painting| painting.title.clone()).collect(),
        }
    });
    lesson.rows("From the top", rows);
    let rows = museums(db).await?.into_iter().map(|museum| {
        let city = museum.city.into_option();
        let country = city.and_then(|city| city.country.into_option());
        let paintings = museum.paintings.into_iter();
        Museum {
            museum: museum.name,
            country: country.map(|country| country.name).unwrap_or_default(),
            paintings: paintings.map(|painting| painting.title).collect(),
        }
    });
    lesson.rows("From the middle", rows);
    Ok(())
}

async fn art(db: &DbConn) -> Result<(), DbErr> {
    schema(db).await?;
    create_from_the_top(db).await
}

pub async fn three_levels_are_two_trees_joined() {
    run(steps![three_levels: step], &BOTH, art).await;
}
