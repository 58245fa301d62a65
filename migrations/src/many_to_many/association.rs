use sea_orm_migration::prelude::*;

use super::{m20260201_000001_add_enrollment_columns, secondary};

/// The migrations of many-to-many-association, oldest first: those of
/// many-to-many-secondary, and one more.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut migrations = secondary::Migrator::migrations();
        migrations
            .push(Box::new(m20260201_000001_add_enrollment_columns::Migration));
        migrations
    }
}
