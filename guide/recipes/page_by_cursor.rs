//! # How do I page with a cursor (keyset pagination)?
//!
//! `cursor_by` orders by columns and continues after the last row that you saw, so a page stays right
//! if rows are inserted before it, and the database doesn't read and drop the pages in between, as
//! with OFFSET. The columns must be unique together: add the key to a column that isn't. It works on
//! `find` and on `find_also_related`, where `cursor_by_other` orders by the other table.
//! `find_with_related` and the loader have no `cursor_by`
//! ([E0599](../compile-errors/e0599-no-method-named-cursor_by-found-for-struct-selecttwomany.md)): page the
//! parents, then load the children of that page.

use car_mart::entity::{car_brand, car_info, car_model};
use harness::{Done, Recorder};
use sea_orm::{DbConn, DbErr, EntityTrait, LoaderTrait};

/// Two cars after the one with that year and id, in the order of the years.
pub async fn cars_after(
    db: &DbConn,
    (year, id): (i32, i32),
) -> Result<Vec<car_info::Model>, DbErr> {
    car_info::Entity::find()
        .cursor_by((car_info::Column::Year, car_info::Column::Id))
        .after((year, id))
        .first(2)
        .all(db)
        .await
}

pub type WithBrand = Vec<(car_model::Model, Option<car_brand::Model>)>;

/// Two models with their brand, after the model with that id.
pub async fn models_after(db: &DbConn, id: i32) -> Result<WithBrand, DbErr> {
    car_model::Entity::find()
        .find_also_related(car_brand::Entity)
        .cursor_by(car_model::Column::Id)
        .after(id)
        .first(2)
        .all(db)
        .await
}

pub type WithModels = Vec<(car_brand::Model, Vec<car_model::Model>)>;

/// Two brands with all their models, after the brand with that id.
pub async fn brands_after(db: &DbConn, id: i32) -> Result<WithModels, DbErr> {
    let brands = car_brand::Entity::find()
        .cursor_by(car_brand::Column::Id)
        .after(id)
        .first(2)
        .all(db)
        .await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    Ok(brands.into_iter().zip(models).collect())
}

pub async fn step(show: &mut Recorder) -> Done {
    let cars = cars_after(show.db(), (2020, 1)).await?;
    show.rows("After C1 of 2020", cars).await?;
    let models = models_after(show.db(), 2).await?;
    let models = models.into_iter().map(|(model, brand)| {
        (model.id, model.name, brand.map(|brand| brand.name))
    });
    let header = ["id", "model", "brand"];
    show.table("After the model 2", header, models).await?;
    let brands = brands_after(show.db(), 3).await?;
    let brands = brands.into_iter().map(|(brand, models)| {
        let names = models.into_iter().map(|model| model.name);
        (brand.id, brand.name, names.collect::<Vec<_>>())
    });
    let header = ["id", "brand", "models"];
    show.table("After the brand 3", header, brands).await
}
