//! # Links from before
//!
//! The migration adds its columns to links that already exist. To see what
//! happens to them, this first rolls the migration back, which drops both
//! columns and what they hold. Applied again, it gives each link the default
//! date and no grade. All of it is in a transaction that is rolled back.

use harness::{Done, Recorder, source};
use migrations::many_to_many::association::Migrator;
use sea_orm::{DatabaseTransaction, DbErr};
use sea_orm_migration::MigratorTrait;

/// Rolls back the newest migration, which adds the columns, and applies it
/// again.
pub async fn roll_back_and_apply(
    tx: &DatabaseTransaction,
) -> Result<(), DbErr> {
    Migrator::down(tx, Some(1)).await?;
    Migrator::up(tx, None).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let columns = source!(
        "../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs"
    );
    show.code_of(columns, "down")?;
    let tx = show.begin().await?;
    show.ran(roll_back_and_apply(&tx).await?).await?;
    show.roll_back(tx).await
}
