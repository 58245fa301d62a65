//! # How do I read three levels below the root?
//!
//! `.with((A, B))` is as deep as one load goes. `countries` loads the lower levels as a tree of
//! their own and puts each branch under its parent. `museums` starts in the middle and reads up and
//! down from there. Each function sends at most four statements, however many rows there are.

use std::collections::HashMap;

use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityLoaderTrait};
use shapes::one_to_many::chain::{
    city, country, create_from_the_top, museum, painting, schema,
};

/// Every country with its cities, their museums and their paintings.
pub async fn countries(db: &DbConn) -> Result<Vec<country::ModelEx>, DbErr> {
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
pub async fn museums(db: &DbConn) -> Result<Vec<museum::ModelEx>, DbErr> {
    museum::Entity::load()
        .with((city::Entity, country::Entity))
        .with(painting::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub async fn step(show: &mut Recorder) -> Done {
    let countries = countries(show.db()).await?;
    let rows = countries.iter().map(|country| {
        let museums = country.cities.iter().flat_map(|city| &city.museums);
        let paintings = museums.clone().flat_map(|museum| &museum.paintings);
        let museums: Vec<_> = museums.map(|museum| &*museum.name).collect();
        let paintings: Vec<_> =
            paintings.map(|painting| &*painting.title).collect();
        (&*country.name, museums, paintings)
    });
    let header = ["country", "museums", "paintings"];
    show.table("From the top", header, rows).await?;
    let rows = museums(show.db()).await?.into_iter().map(|museum| {
        let city = museum.city.into_option();
        let country = city.and_then(|city| city.country.into_option());
        let paintings = museum.paintings.into_iter();
        let paintings: Vec<_> =
            paintings.map(|painting| painting.title).collect();
        (museum.name, country.map(|country| country.name), paintings)
    });
    let header = ["museum", "country", "paintings"];
    show.table("From the middle", header, rows).await
}

pub async fn art(db: &DbConn) -> Result<(), DbErr> {
    schema(db).await?;
    create_from_the_top(db).await
}
