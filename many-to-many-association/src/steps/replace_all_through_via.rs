//! All courses of a student at once, and what that does to the grades.

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

/// Makes `courses` the courses of a student, through `via`. Don't do this where
/// links have columns of their own.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student.
pub async fn replace_all_through_via(
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
        "Replace all through via",
        "This is the same `replace_all` as in many-to-many-secondary. It deletes Math 101 and with \
         it Alice's 95 points, and gives History 101 the default date, because `via` sets only the \
         two keys of this link. There is no error. The transaction is rolled back.",
    );
    let transaction = db.begin().await?;
    let alice = read_student(&transaction, ALICE).await?;
    lesson.rows("Alice before", alice.iter().flat_map(FromStudent::from));
    lesson.code(
        source!("replace_all_through_via.rs"),
        "replace_all_through_via",
    )?;
    replace_all_through_via(&transaction, ALICE, &[PHYSICS, HISTORY]).await?;
    lesson.done("All courses of Alice replaced through `via`");
    let alice = read_student(&transaction, ALICE).await?;
    lesson.rows("Alice afterwards", alice.iter().flat_map(FromStudent::from));
    transaction.rollback().await
}
