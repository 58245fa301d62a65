//! # Remove from the list
//!
//! Alice drops Physics 101: you load her courses, take one out of the list and
//! pass the rest to `replace_all`. SeaORM deletes the one link that isn't in
//! the list any more.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityLoaderTrait, IntoActiveModel, Unchanged,
};

use crate::{
    entity::{course, student},
    sample::{ALICE, PHYSICS},
};

/// Removes a course from a student's courses. SQLAlchemy's
/// `student.courses.remove(course)`.
pub async fn remove_from_the_list(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await?;
    if let Some(student) = student {
        let mut student = student.into_active_model();
        let mut courses = student.courses.take().into_vec();
        courses.retain(|course| course.id != Unchanged(course_id));
        student.courses.replace_all(courses);
        student.save(db).await?;
    }
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(remove_from_the_list(show.db(), ALICE, PHYSICS).await?).await
}
