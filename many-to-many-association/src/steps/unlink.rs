//! # Unlink
//!
//! Bob drops History 101. The key of the link is the two ids, so unlinking is
//! the same DELETE from either end. Bob and the course stay. The date of the
//! link is lost, unless you keep what the DELETE returns.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

use crate::{
    entity::student_course,
    sample::{BOB, HISTORY},
};

/// Deletes a link and returns it; `None` if there is none. SQLAlchemy's
/// `delete(StudentCourse)` with RETURNING.
pub async fn unlink(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<Option<student_course::Model>, DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec_with_returning(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(unlink(show.db(), BOB, HISTORY).await?).await
}
