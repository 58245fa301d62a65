//! All courses of a student at once.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, TransactionTrait,
};

use super::read_from_students::{FromStudent, read_student};
use crate::{
    entity::{course, student},
    sample::{ALICE, HISTORY, PHYSICS},
};

/// Makes `courses` the courses of a student. SQLAlchemy's
/// `student.courses = [...]`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student.
pub async fn replace_all(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    courses: &[i32],
) -> Result<(), DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let courses = course::Entity::find()
        .filter(course::COLUMN.id.is_in(courses.iter().copied()))
        .order_by_id_asc()
        .all(db)
        .await?;
    let mut student = student.into_ex().into_active_model();
    student.courses.replace_all(
        courses.into_iter().map(|course| course.into_ex().into_active_model()),
    );
    student.save(db).await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace all",
        "Alice takes Physics 101 and History 101 from now on, and nothing else. SeaORM compares \
         the list with the stored links: it deletes Math 101 and Rust 101, keeps Physics 101 and \
         inserts History 101.",
    );
    let alice = read_student(db, ALICE).await?;
    lesson.rows("Alice before", alice.iter().flat_map(FromStudent::from));
    lesson.code(source!("replace_all.rs"), "replace_all")?;
    replace_all(db, ALICE, &[PHYSICS, HISTORY]).await?;
    lesson.done("All courses of Alice replaced");
    let alice = read_student(db, ALICE).await?;
    lesson.rows("Alice afterwards", alice.iter().flat_map(FromStudent::from));
    Ok(())
}
