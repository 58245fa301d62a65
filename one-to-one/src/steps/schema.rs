//! # Schema
//!
//! The foreign key is in profile, as it would be in a one-to-many. UNIQUE on it
//! makes the relationship one-to-one.

use harness::{Done, Recorder, source};
use migrations::one_to_one::Migrator;
use sea_orm_migration::MigratorTrait;

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("../entity/user.rs"), "Model")?;
    show.code_of(source!("../entity/profile.rs"), "Model")?;
    show.code_of(
        source!(
            "../../../migrations/src/one_to_one/m20260101_000001_create_user.rs"
        ),
        "up",
    )?;
    show.code_of(source!("../../../migrations/src/one_to_one/m20260101_000002_create_profile.rs"), "up")?;
    Migrator::up(show.db(), None).await?;
    show.columns(["user", "profile"]).await
}
