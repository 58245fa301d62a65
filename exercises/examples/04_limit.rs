//! `first` should return the names of the first `number` brands by id, with the
//! names of all their models. It returns too few brands, or too few models.

use std::process::ExitCode;

use car_mart::entity::{car_brand, car_model};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QueryOrder, QuerySelect,
};

pub async fn first(
    db: &DatabaseConnection,
    number: u64,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let brands = car_brand::Entity::find()
        .find_with_related(car_model::Entity)
        .order_by_asc(car_brand::Column::Id)
        .limit(number)
        .all(db)
        .await?;
    let mut found = Vec::new();
    for (brand, models) in brands {
        let models = models.into_iter();
        found.push((brand.name, models.map(|model| model.name).collect()));
    }
    Ok(found)
}

fn main() -> ExitCode {
    exercises::run(exercises::check::limit(first))
}
