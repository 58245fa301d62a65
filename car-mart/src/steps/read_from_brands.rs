//! Every brand with its models and their cars.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{car_brand, car_info, car_model};

/// Every brand with its models, each model with its cars, ordered by the
/// brand's id. A brand without models and a model without cars are included.
pub async fn read_from_brands(
    db: &impl ConnectionTrait,
) -> Result<Vec<car_brand::ModelEx>, DbErr> {
    car_brand::Entity::load()
        .with((car_model::Entity, car_info::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the brands",
        "One-to-many: `brand.models` is a list, and so is `model.cars`. The loader sends one \
         SELECT per table, however many rows there are. Tesla has no models and X5 has no cars, so \
         their lists are empty; an inner join would leave both out.",
    );
    lesson.code(source!("read_from_brands.rs"), "read_from_brands")?;
    let brands = read_from_brands(db).await?;
    lesson
        .rows("Every brand with its models and their cars", branches(&brands));
    Ok(())
}

/// A path from a brand down to a car.
pub(crate) struct Branch {
    brand: String,
    model: Option<String>,
    car_id: Option<String>,
}

columns!(Branch: brand, model, car_id);

/// Every path through the trees, one per row. A path that ends early is NULL
/// from there on.
pub(crate) fn branches(brands: &[car_brand::ModelEx]) -> Vec<Branch> {
    let mut branches = Vec::new();
    for brand in brands {
        let mut add = |model: Option<&str>, car_id: Option<&str>| {
            branches.push(Branch {
                brand: brand.name.clone(),
                model: model.map(str::to_owned),
                car_id: car_id.map(str::to_owned),
            });
        };
        if brand.models.is_empty() {
            add(None, None);
        }
        for model in &brand.models {
            if model.cars.is_empty() {
                add(Some(&model.name), None);
            }
            for car in &model.cars {
                add(Some(&model.name), Some(&car.car_id));
            }
        }
    }
    branches
}
