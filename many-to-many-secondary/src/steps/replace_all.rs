//! # Replace all
//!
//! Alice takes Physics 101 and History 101 from now on, and nothing else.
//! SeaORM compares the ids with the stored links: it deletes the links to Math
//! 101 and Rust 101, keeps the one to Physics 101 and inserts one to History
//! 101.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, Unchanged};

use crate::{
    entity::{course, student},
    sample::{ALICE, HISTORY, PHYSICS},
};

/// Makes `courses` the courses of a student. SQLAlchemy's
/// `student.courses = [...]`.
pub async fn replace_all(
    db: &DatabaseConnection,
    student_id: i32,
    courses: &[i32],
) -> Result<(), DbErr> {
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
    student.save(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(replace_all(show.db(), ALICE, &[PHYSICS, HISTORY]).await?)
        .await
}
