//! # Create from the car
//!
//! From the other end, each child sets its parent. SeaORM inserts a new parent
//! first, because the child needs its id. Of a stored parent it needs only the
//! id. This is rolled back too. On SQLite the new rows get the same ids as
//! before. On PostgreSQL they don't, because it never reuses an id.

use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};

use super::read_from_a_car::{PATH, path};
use crate::entity::{car_brand, car_info, car_model};

/// Inserts a car with a new model of a new brand. SQLAlchemy's
/// `CarInfo(car_id="C8", model=CarModel(name="Golf", brand=CarBrand(...)))`.
pub async fn create_from_the_car(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<car_info::ModelEx, DbErr> {
    let brand = car_brand::ActiveModel::builder().set_name("Volkswagen");
    let model =
        car_model::ActiveModel::builder().set_name("Golf").set_brand(brand);
    car_info::ActiveModel::builder()
        .set_car_id("C8")
        .set_model(model)
        .set_year(2023)
        .set_price(30_000)
        .insert(db)
        .await
}

/// Inserts a model of a stored brand, and two cars of that model. SQLAlchemy's
/// `CarModel(name="Yaris", brand=toyota)` and `CarInfo(..., model=yaris)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if Toyota is not stored.
pub async fn create_with_stored_parents(
    db: &(impl ConnectionTrait + TransactionTrait),
) -> Result<[car_info::ModelEx; 2], DbErr> {
    let toyota =
        car_brand::Entity::find_by_name("Toyota").require_one(db).await?;
    let yaris = car_model::ActiveModel::builder()
        .set_name("Yaris")
        .set_brand(toyota.into_ex())
        // Stored before the cars name it. A new model that is passed to two
        // cars would be inserted twice.
        .insert(db)
        .await?;
    let c9 = car_info::ActiveModel::builder()
        .set_car_id("C9")
        .set_model(yaris.clone())
        .set_year(2023);
    let c10 = car_info::ActiveModel::builder()
        .set_car_id("C10")
        .set_model(yaris)
        .set_year(2024);
    Ok([c9.insert(db).await?, c10.insert(db).await?])
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    let car = create_from_the_car(&*tx).await?;
    show.table("C8, as `insert` returned it", PATH, path(&car)).await?;
    let cars = create_with_stored_parents(&*tx).await?;
    let rows = cars.iter().filter_map(path);
    show.table("C9 and C10, as `insert` returned them", PATH, rows)
        .await?;
    show.roll_back(tx).await
}
