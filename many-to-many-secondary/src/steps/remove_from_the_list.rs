//! # Remove from the list
//!
//! Alice drops Physics 101, and you have her loaded with her courses. Take the
//! list out, remove the course and pass the rest to `replace_all`. SeaORM
//! deletes the link to the course that is missing.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, IntoActiveModel, Unchanged};

use super::read_from_students::read_student;
use crate::{
    entity::student,
    sample::{ALICE, PHYSICS},
};

/// Takes a course out of a loaded list and saves the student. SQLAlchemy's
/// `student.courses.remove(course)`.
pub async fn remove_from_the_list(
    db: &DatabaseConnection,
    student: student::ModelEx,
    course_id: i32,
) -> Result<(), DbErr> {
    let mut student = student.into_active_model();
    let mut courses = student.courses.take().into_vec();
    courses.retain(|course| course.id != Unchanged(course_id));
    student.courses.replace_all(courses);
    student.save(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let alice = read_student(show.db(), ALICE).await?;
    show.forget().await?;
    if let Some(alice) = alice {
        remove_from_the_list(show.db(), alice, PHYSICS).await?;
    }
    show.done().await
}
