//! Two tables: `user` ← `profile`. The foreign key stands where a one-to-many
//! has it, and UNIQUE on it is what makes *many* into *one*.

use sea_orm_migration::prelude::*;

/// The side that is referred to: no foreign key.
mod m20260101_000001_create_user;

/// At most one profile to one user.
mod m20260101_000002_create_profile;

/// Every table that they create, and the one of sea-orm-migration.
pub const TABLES: &[&str] = &["seaql_migrations", "user", "profile"];

/// The migrations of the lesson one-to-one, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_create_user::Migration),
            Box::new(m20260101_000002_create_profile::Migration),
        ]
    }
}
