//! # Replace all through via
//!
//! The list goes through `via`, as in many-to-many-secondary. This deletes
//! Alice's links to Math 101 and Rust 101. Her 95 points in Math 101 are lost,
//! without an error. History 101 gets its date from `before_save`. The
//! transaction is rolled back.

use harness::{Done, Recorder};
use sea_orm::{DbErr, TransactionTrait, Unchanged};

use crate::{
    entity::{course, student},
    sample::{ALICE, HISTORY, PHYSICS},
};

/// Makes `courses` the courses of a student, through `via`. Don't do this where
/// a link has data that you need.
pub async fn replace_all_through_via(
    db: &impl TransactionTrait,
    student_id: i32,
    courses: &[i32],
) -> Result<student::ActiveModelEx, DbErr> {
    let student = student::ActiveModel {
        id: Unchanged(student_id),
        ..Default::default()
    };
    let courses = courses.iter().map(|id| course::ActiveModel {
        id: Unchanged(*id),
        ..Default::default()
    });
    let mut student = student.into_ex();
    student.courses.replace_all(courses.map(|course| course.into_ex()));
    student.save(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let tx = show.begin().await?;
    replace_all_through_via(&*tx, ALICE, &[PHYSICS, HISTORY]).await?;
    show.done().await?;
    show.roll_back(tx).await
}
