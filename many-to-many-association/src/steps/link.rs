//! # Link
//!
//! Alice takes Math 101: the two ids and a date make a link, in one INSERT.
//! `february(2)` is February 2, 2026. Both ends can be new: SeaORM inserts
//! Frank and Music 101 first, because the link needs their ids. That is rolled
//! back. One INSERT then adds the other links.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, TransactionTrait,
    entity::prelude::Date,
};

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, LINKS, MATH, february},
};

/// Links a student to a course. SQLAlchemy's
/// `StudentCourse(student_id=..., course_id=..., enrolled_on=...)`.
pub async fn link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<student_course::ModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(student_id)
        .set_course_id(course_id)
        .set_enrolled_on(enrolled_on)
        .insert(db)
        .await
}

/// Inserts a new student, a new course and the link between them. SQLAlchemy's
/// `StudentCourse(student=Student(...), course=Course(...))`. If they are
/// loaded, `.set_student(student.into_ex())`, `.set_course(course.into_ex())`.
pub async fn link_new(
    db: &impl TransactionTrait,
) -> Result<student_course::ModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student(student::ActiveModel::builder().set_name("Frank"))
        .set_course(course::ActiveModel::builder().set_title("Music 101"))
        .set_enrolled_on(february(24))
        .set_grade(88)
        .insert(db)
        .await
}

/// Inserts the other sample links.
pub async fn link_all(db: &DatabaseConnection) -> Result<(), DbErr> {
    let links = LINKS.map(|(student_id, course_id, enrolled_on, grade)| {
        student_course::ActiveModel::builder()
            .set_student_id(student_id)
            .set_course_id(course_id)
            .set_enrolled_on(enrolled_on)
            .set_grade(grade)
    });
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(link(show.db(), ALICE, MATH, february(2)).await?).await?;
    let tx = show.begin().await?;
    show.ran(link_new(&*tx).await?).await?;
    show.roll_back(tx).await?;
    show.ran(link_all(show.db()).await?).await
}
