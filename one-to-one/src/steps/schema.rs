//! Two tables, and what makes them one-to-one.

use harness::{Recorder, source};
use migrations::one_to_one::Migrator;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::entity::{profile, user};

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The foreign key is in profile, as it would be in a one-to-many; UNIQUE on it makes the \
         relationship one-to-one. In psql, write \"user\" with the quotes: without them it is an \
         SQL keyword that returns the current role.",
    );
    lesson.code(source!("../entity/user.rs"), "Model")?;
    lesson.code(source!("../entity/profile.rs"), "Model")?;
    lesson.code(
        source!("../../../migrations/src/one_to_one/m20260101_000002_create_profile.rs"),
        "up",
    )?;
    Migrator::up(db, None).await?;
    lesson.done("Migrations applied");
    lesson.columns(db, user::Entity).await?;
    lesson.columns(db, profile::Entity).await?;
    Ok(())
}
