//! # Delete from either side
//!
//! Carol leaves, and Rust 101 is canceled. ON DELETE CASCADE deletes the links
//! of both. `rows_affected` doesn't count them. Carol's courses and the
//! students of Rust 101 stay.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, DeleteResult, EntityTrait};

use crate::{
    entity::{course, student},
    sample::{CAROL, RUST},
};

/// Deletes a student: one DELETE. The foreign key's ON DELETE CASCADE removes
/// the links. The courses stay.
pub async fn delete_student(
    db: &DatabaseConnection,
    student_id: i32,
) -> Result<DeleteResult, DbErr> {
    student::Entity::delete_by_id(student_id).exec(db).await
}

/// Deletes a course: one DELETE. The foreign key's ON DELETE CASCADE removes
/// the links. The students stay.
pub async fn delete_course(
    db: &DatabaseConnection,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let deleted = delete_student(show.db(), CAROL).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await?;
    let deleted = delete_course(show.db(), RUST).await?;
    show.affected("What `exec` returned", deleted.rows_affected).await
}
