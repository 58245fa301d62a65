//! # Read from the brands
//!
//! One-to-many: `brand.models` is a list, and so is `model.cars`. The loader
//! sends one SELECT per table, however many rows there are. Tesla has no models
//! and X5 has no cars, so their lists are empty; an inner join would leave both
//! out.

use harness::{Done, Recorder, table::or_none};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{car_brand, car_info, car_model};

/// Every brand with its models, each model with its cars, ordered by the
/// brand's id. A brand without models and a model without cars are included.
pub async fn read_from_brands(
    db: &DatabaseConnection,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with((car_model::Entity, car_info::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let brands = read_from_brands(show.db()).await?;
    let rows = brands.iter().flat_map(paths);
    show.table("Every brand with its models and their cars", PATH, rows)
        .await
}

pub(crate) const PATH: [&str; 3] = ["brand", "model", "car_id"];

/// The paths from a brand down to its cars. One that ends early has None from
/// there on.
pub(crate) fn paths(brand: &car_brand::ModelEx) -> Vec<[Option<String>; 3]> {
    let mut paths = Vec::new();
    for model in or_none(&brand.models) {
        for car in or_none(model.iter().flat_map(|model| &model.cars)) {
            let model = model.map(|model| &model.name);
            let names = [Some(&brand.name), model, car.map(|car| &car.car_id)];
            paths.push(names.map(Option::<&String>::cloned));
        }
    }
    paths
}
