//! # How do I read 100,000 parents with their children?
//!
//! A loader sends one statement with a bind parameter per parent, and PostgreSQL accepts at most
//! 65,535 of them. Read the parents in chunks, and the children of each chunk. Each chunk starts
//! after the last key of the one before; with OFFSET, the database would read all the rows that it
//! skips.

use std::sync::atomic::Ordering;

use car_mart::entity::{car_brand, car_model};
use harness::{Done, Recorder};
use sea_orm::{
    DbConn, DbErr, EntityTrait, LoaderTrait, QueryFilter, QuerySelect, Set,
};

use super::{cars, count_statements::counted};

/// Counts the models of all brands, with 10,000 brands in memory at a time.
pub async fn count_models(db: &DbConn) -> Result<usize, DbErr> {
    let (mut last, mut count) = (0, 0);
    loop {
        let brands = car_brand::Entity::find()
            .filter(car_brand::COLUMN.id.gt(last))
            .order_by_id_asc()
            .limit(10_000)
            .all(db)
            .await?;
        let Some(brand) = brands.last() else {
            return Ok(count);
        };
        last = brand.id;
        let models = brands.load_many(car_model::Entity, db).await?;
        count += models.iter().map(Vec::len).sum::<usize>();
    }
}

const BRANDS: i32 = 100_000;

pub async fn step(show: &mut Recorder) -> Done {
    show.code("count_models")?;
    let (db, count) = counted(show.db());
    let models = count_models(&db).await?;
    let rows = [(BRANDS, models, count.load(Ordering::Relaxed))];
    let caption = "Read by `count_models`";
    let header = ["brands", "models", "statements"];
    show.table(caption, header, rows).await
}

/// The cars, and so many brands in all; every second one of the new has a model.
pub async fn many(db: &DbConn) -> Result<(), DbErr> {
    cars(db).await?;
    let new: Vec<_> = (6..=BRANDS).collect();
    for chunk in new.chunks(10_000) {
        let brands = chunk.iter().map(|number| car_brand::ActiveModel {
            name: Set(format!("Brand {number}")),
            ..Default::default()
        });
        let brands = car_brand::Entity::insert_many(brands);
        brands.exec_without_returning(db).await?;
        let even = chunk.iter().filter(|number| *number % 2 == 0);
        let models = even.map(|number| car_model::ActiveModel {
            brand_id: Set(*number),
            name: Set("One".to_owned()),
            ..Default::default()
        });
        let models = car_model::Entity::insert_many(models);
        models.exec_without_returning(db).await?;
    }
    Ok(())
}
