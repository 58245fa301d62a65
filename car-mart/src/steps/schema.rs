//! # Schema
//!
//! Each foreign key is in the table of the many and points to a row of the one:
//! `brand_id` in `car_model`, `model_id` in `car_info`. The migrations create
//! the tables. The entities tell your code what is in them, and a test of this
//! workspace compares the two.

use harness::{Done, Recorder, source};
use migrations::car_mart::Migrator;
use sea_orm_migration::MigratorTrait;

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("../entity/car_brand.rs"), "Model")?;
    show.code_of(source!("../entity/car_model.rs"), "Model")?;
    show.code_of(source!("../entity/car_info.rs"), "Model")?;
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000001_create_car_brand.rs"), "up")?;
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000002_create_car_model.rs"), "up")?;
    show.code_of(source!("../../../migrations/src/car_mart/m20260101_000003_create_car_info.rs"), "up")?;
    Migrator::up(show.db(), Some(3)).await?;
    show.columns(["car_brand", "car_model", "car_info"]).await
}
