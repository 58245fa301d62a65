//! A student without one of the courses.

use harness::{Recorder, source, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult, EntityTrait,
};

use super::read_from_students::{FromStudent, read_student};
use crate::{
    entity::student_course,
    sample::{BOB, HISTORY},
};

/// Deletes a link. The student and the course stay. SQLAlchemy's
/// `student.courses.remove(course)`.
pub async fn unlink(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Unlink",
        "Bob drops History 101. The link's key contains both ids, so unlinking is the same DELETE \
         from either end. Bob and the course stay.",
    );
    lesson.code(source!("unlink.rs"), "unlink")?;
    let deleted = unlink(db, BOB, HISTORY).await?;
    lesson.rows("Bob unlinked from History 101", [Deleted::from(deleted)]);
    let bob = read_student(db, BOB).await?;
    lesson.rows("Bob afterwards", bob.iter().flat_map(FromStudent::from));
    Ok(())
}
