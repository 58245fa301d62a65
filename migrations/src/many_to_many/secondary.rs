use sea_orm_migration::prelude::*;

use super::{
    m20260101_000001_create_student, m20260101_000002_create_course,
    m20260101_000003_create_student_course,
};

/// The migrations of many-to-many-secondary, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20260101_000001_create_student::Migration),
            Box::new(m20260101_000002_create_course::Migration),
            Box::new(m20260101_000003_create_student_course::Migration),
        ]
    }
}
