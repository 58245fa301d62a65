//! # Delete from either side
//!
//! History 101 is canceled: one DELETE, and ON DELETE CASCADE deletes its
//! links. Carol leaves: `cascade_delete` deletes her links one by one, so their
//! hooks run and `rows_affected` counts them. Because of `courses` it then
//! sends one more DELETE for her links, which finds none. The students of
//! History 101 and Carol's courses stay.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, EntityTrait};

use crate::{
    entity::{course, student},
    sample::{CAROL, HISTORY},
};

/// Deletes a course. The database deletes its links.
pub async fn delete_course(
    db: &DatabaseConnection,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

/// Deletes a student. SeaORM deletes the links first.
pub async fn delete_student(
    db: &DatabaseConnection,
    student_id: i32,
) -> Result<DeleteResult, DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    student.cascade_delete(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let deleted = delete_course(show.db(), HISTORY).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await?;
    let deleted = delete_student(show.db(), CAROL).await?;
    show.affected("What `delete_student` returned", deleted.rows_affected)
        .await
}
