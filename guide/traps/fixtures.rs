//! The rows that are there before anything goes wrong.

use migrations::many_to_many::{association, secondary};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, Set, entity::prelude::Date,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use super::{Shown, table};

/// The tables and sample rows of car-mart.
pub async fn car_mart(db: &DatabaseConnection) {
    migrations::car_mart::Migrator::up(db, None).await.unwrap();
    car_mart::steps::create::create(db).await.unwrap();
}

/// Alice (1), Math 101 (1) and Physics 101 (2), not linked; the link has a date and a grade.
pub async fn enrollments(db: &DatabaseConnection) {
    use many_to_many_association::entity::{course, student};
    association::Migrator::up(db, None).await.unwrap();
    let alice = student::ActiveModel::builder().set_name("Alice");
    alice.insert(db).await.unwrap();
    for title in ["Math 101", "Physics 101"] {
        let course = course::ActiveModel::builder().set_title(title);
        course.insert(db).await.unwrap();
    }
}

/// Enrolls Alice.
pub async fn enroll(db: &DatabaseConnection, course: i32, grade: i32) {
    use many_to_many_association::entity::student_course;
    let link = student_course::ActiveModel {
        student_id: Set(1),
        course_id: Set(course),
        enrolled_on: Set(Date::from_ymd_opt(2026, 9, 1).unwrap()),
        grade: Set(Some(grade)),
    };
    link.insert(db).await.unwrap();
}

/// Alice (1), Math 101 (1) and Physics 101 (2), not linked; the link has only its keys.
pub async fn bare_links(db: &DatabaseConnection) {
    use many_to_many_secondary::entity::{course, student};
    secondary::Migrator::up(db, None).await.unwrap();
    let alice = student::ActiveModel::builder().set_name("Alice");
    alice.insert(db).await.unwrap();
    for title in ["Math 101", "Physics 101"] {
        let course = course::ActiveModel::builder().set_title(title);
        course.insert(db).await.unwrap();
    }
}

/// Which of these tables exist.
pub async fn tables(db: &DatabaseConnection, names: &[&str]) -> Shown {
    let manager = SchemaManager::new(db);
    let mut tables = Vec::new();
    for name in names {
        let exists = manager.has_table(name).await.unwrap();
        tables.push(
            [*name, if exists { "yes" } else { "no" }].map(str::to_owned),
        );
    }
    table(["table", "exists"], tables)
}
