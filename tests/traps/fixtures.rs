//! The rows that are there before anything goes wrong.

use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, Set, entity::prelude::Date};
use sea_orm_migration::MigratorTrait;

use super::{
    entities::school::{self, course, student, student_course},
    make,
};

/// The tables and sample rows of car-mart.
pub async fn car_mart(db: &DatabaseConnection) {
    migrations::car_mart::Migrator::up(db, None).await.unwrap();
    car_mart::steps::create::create(db).await.unwrap();
}

/// Alice (1); Math 101 (1), Physics 101 (2) and Art 101 (3), not linked.
pub async fn alice_and_three_courses(db: &DatabaseConnection) {
    make(db, school::tables).await;
    let alice = student::ActiveModel {
        name: Set("Alice".to_owned()),
        ..Default::default()
    };
    student::Entity::insert(alice).exec(db).await.unwrap();
    let courses = ["Math 101", "Physics 101", "Art 101"].map(|name| course::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    course::Entity::insert_many(courses).exec(db).await.unwrap();
}

/// A link of Alice's, not stored yet.
pub fn enrollment(course: i32, grade: Option<i32>) -> student_course::ActiveModel {
    student_course::ActiveModel {
        student_id: Set(1),
        course_id: Set(course),
        enrolled_on: Set(Date::from_ymd_opt(2026, 9, 1).unwrap()),
        grade: Set(grade),
    }
}

/// Makes room for another schema with the same tables; those that refer to others come first.
pub async fn drop_tables<const N: usize>(db: &DatabaseConnection, tables: [&str; N]) {
    for table in tables {
        let drop = format!("DROP TABLE \"{table}\"");
        db.execute_unprepared(&drop).await.unwrap();
    }
}
