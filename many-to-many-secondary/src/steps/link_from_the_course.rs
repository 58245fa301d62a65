//! A course gets a student.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, TransactionTrait,
};

use crate::{
    entity::{course, student, student_course},
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

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link from the course",
        "The same from the other end: Eve is added to Art 101. The link has no direction: adding \
         Art 101 to Eve would insert the same row. The transaction is rolled back, so later steps \
         don't see it.",
    );
    lesson.code(source!("link_from_the_course.rs"), "link_from_the_course")?;
    let transaction = db.begin().await?;
    link_from_the_course(&transaction, ART, EVE).await?;
    lesson.done("Art 101 linked to Eve");
    let links = student_course::Entity::find()
        .filter(student_course::COLUMN.course_id.eq(ART))
        .order_by_id_asc()
        .all(&transaction)
        .await?;
    lesson.rows("The links of Art 101", links);
    transaction.rollback().await
}
