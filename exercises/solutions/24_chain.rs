//! A `Linked` is a path through the tables in between.

use std::process::ExitCode;

use sea_orm::{DatabaseConnection, DbErr, ModelTrait};
use shapes::one_to_many::chain::{PaintingsOfCountry, country};

pub async fn paintings(
    db: &DatabaseConnection,
    country: &str,
) -> Result<Vec<String>, DbErr> {
    let country = country::Entity::find_by_name(country);
    let paintings = country
        .require_one(db)
        .await?
        .find_linked(PaintingsOfCountry)
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(paintings.into_iter().map(|painting| painting.title).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::chain(paintings))
}
