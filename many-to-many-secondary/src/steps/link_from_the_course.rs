//! # Link from the course
//!
//! The same from the other end: Eve is added to Art 101. This loads both rows
//! first, so a missing one is an error before anything is written. A link has
//! no direction: adding Art 101 to Eve inserts the same row. The transaction is
//! rolled back, so later steps don't see it.

use harness::{Done, Recorder};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, TransactionTrait,
};

use crate::{
    entity::{course, student},
    sample::{ART, EVE},
};

/// Links a course to a student. SQLAlchemy's `course.students.append(student)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such course or student.
pub async fn link_from_the_course(
    db: &(impl ConnectionTrait + TransactionTrait),
    course_id: i32,
    student_id: i32,
) -> Result<(), DbErr> {
    let course = course::Entity::find_by_id(course_id).require_one(db).await?;
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    course
        .into_ex()
        .into_active_model()
        .add_student(student.into_ex())
        .save(db)
        .await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    show.ran(link_from_the_course(&*tx, ART, EVE).await?).await?;
    show.roll_back(tx).await
}
