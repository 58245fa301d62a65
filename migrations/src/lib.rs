//! The schema of every lesson, by migrations. The page is `migrations/README.md`.

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub mod car_mart;

pub mod one_to_one;

pub mod many_to_many;

/// The schema of a lesson.
#[derive(Clone, Copy)]
pub struct Lesson {
    /// The lesson's name.
    pub name: &'static str,
    /// Every table and view that the migrations make.
    pub tables: &'static [&'static str],
    migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
}

/// The lessons with migrations.
pub const LESSONS: [Lesson; 4] = [
    Lesson {
        name: "car-mart",
        tables: car_mart::TABLES,
        migrations: car_mart::Migrator::migrations,
    },
    Lesson {
        name: "one-to-one",
        tables: one_to_one::TABLES,
        migrations: one_to_one::Migrator::migrations,
    },
    Lesson {
        name: "many-to-many-secondary",
        tables: many_to_many::TABLES,
        migrations: many_to_many::secondary::Migrator::migrations,
    },
    Lesson {
        name: "many-to-many-association",
        tables: many_to_many::TABLES,
        migrations: many_to_many::association::Migrator::migrations,
    },
];

impl sea_orm_migration::MigratorTraitSelf for Lesson {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        (self.migrations)()
    }
}
