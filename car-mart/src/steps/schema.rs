//! Three tables in a row, and what makes them one-to-many.

use harness::{Recorder, source};
use migrations::car_mart::Migrator;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::entity::{car_brand, car_info, car_model};

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "Each foreign key is in the table of the many and points to a row of the one: brand_id in \
         car_model, model_id in car_info. The same column is one-to-many from the brand's side and \
         many-to-one from the model's.",
    );
    lesson.code(source!("../entity/car_brand.rs"), "Model")?;
    lesson.code(source!("../entity/car_model.rs"), "Model")?;
    lesson.code(source!("../entity/car_info.rs"), "Model")?;
    lesson.code(
        source!("../../../migrations/src/car_mart/m20260101_000002_create_car_model.rs"),
        "up",
    )?;
    lesson.code(
        source!("../../../migrations/src/car_mart/m20260101_000003_create_car_info.rs"),
        "up",
    )?;
    Migrator::up(db, None).await?;
    lesson.done(
        "Migrations applied; the last one creates data_mart, for the last step",
    );
    lesson.columns(db, car_brand::Entity).await?;
    lesson.columns(db, car_model::Entity).await?;
    lesson.columns(db, car_info::Entity).await?;
    Ok(())
}
