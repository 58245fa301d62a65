use sea_orm_migration::prelude::*;

mod m20260101_000001_create_author_and_book;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20260101_000001_create_author_and_book::Migration)]
    }
}
