//! `paintings` should return the titles of all paintings in a country, ordered
//! by id. It finds the museums, but no paintings in them.

use std::process::ExitCode;

use sea_orm::{DatabaseConnection, DbErr};
use shapes::one_to_many::chain::{city, country, museum};

pub async fn paintings(
    db: &DatabaseConnection,
    country: &str,
) -> Result<Vec<String>, DbErr> {
    let country = country::Entity::load()
        .filter_by_name(country)
        .with((city::Entity, museum::Entity))
        .one(db)
        .await?;
    let mut titles = Vec::new();
    for city in country.into_iter().flat_map(|country| country.cities) {
        for museum in city.museums {
            let paintings = museum.paintings.into_iter();
            titles.extend(paintings.map(|painting| painting.title));
        }
    }
    Ok(titles)
}

fn main() -> ExitCode {
    exercises::run(exercises::check::chain(paintings))
}
