//! # Link
//!
//! Alice takes Math 101. You need only the two ids. `Unchanged` says that a row
//! is stored, so SeaORM writes the link and reads neither end. A second
//! function inserts the other links into the join table, in one INSERT.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, Unchanged};

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, LINKS, MATH},
};

/// Links a student to a course. SQLAlchemy's `student.courses.append(course)`.
pub async fn link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = student::ActiveModel {
        id: Unchanged(student_id),
        ..Default::default()
    };
    let course = course::ActiveModel {
        id: Unchanged(course_id),
        ..Default::default()
    };
    student.into_ex().add_course(course).save(db).await?;
    Ok(())
}

/// Inserts the other sample links, straight into the join table.
pub async fn link_all(db: &DatabaseConnection) -> Result<(), DbErr> {
    let links = LINKS.map(|(student_id, course_id)| {
        student_course::ActiveModel::builder()
            .set_student_id(student_id)
            .set_course_id(course_id)
    });
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(link(show.db(), ALICE, MATH).await?).await?;
    show.ran(link_all(show.db()).await?).await
}
