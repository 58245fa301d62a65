//! # Remove from the list
//!
//! Carol drops Physics 101: you load her links, take one out of the list and
//! save her. `replace_all` tells SeaORM to delete the links that aren't in the
//! list. Without it, `save` deletes nothing. The link to Math 101 isn't
//! written.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityLoaderTrait, IntoActiveModel, Unchanged,
};

use crate::{
    entity::{student, student_course},
    sample::{CAROL, PHYSICS},
};

/// Removes a course from a student's links. SQLAlchemy's
/// `student.enrollments.remove(enrollment)` with `cascade="delete-orphan"`.
pub async fn remove_from_the_list(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = student::Entity::load()
        .filter_by_id(student_id)
        .with(student_course::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("no such student".to_owned()))?;
    let mut student = student.into_active_model();
    let mut links = student.enrollments.take().into_vec();
    links.retain(|link| link.course_id != Unchanged(course_id));
    student.enrollments.replace_all(links);
    student.save(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(remove_from_the_list(show.db(), CAROL, PHYSICS).await?).await
}
