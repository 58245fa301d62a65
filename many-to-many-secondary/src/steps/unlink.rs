//! # Unlink
//!
//! Bob drops History 101. The link's key contains both ids, so unlinking is the
//! same DELETE from either end. Bob and the course stay.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, EntityTrait};

use crate::{
    entity::student_course,
    sample::{BOB, HISTORY},
};

/// Deletes a link. The student and the course stay. SQLAlchemy's
/// `student.courses.remove(course)`.
pub async fn unlink(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(unlink(show.db(), BOB, HISTORY).await?).await
}
