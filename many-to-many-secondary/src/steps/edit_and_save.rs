//! # Load, edit, save
//!
//! Carol drops Math 101, takes Art 101 and keeps Physics 101. You edit the
//! loaded list and save her once. SeaORM compares the list with the stored
//! links, deletes one and inserts one. It doesn't write Carol, a course or the
//! link to Physics 101.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityLoaderTrait, IntoActiveModel, Unchanged,
};

use crate::{
    entity::{course, student},
    sample::{ART, CAROL, MATH},
};

/// Swaps a course of a student for another one. SQLAlchemy's
/// `student.courses.remove(old)`, `student.courses.append(new)` and `commit`.
pub async fn edit_and_save(
    db: &DatabaseConnection,
    student_id: i32,
    old: i32,
    new: i32,
) -> Result<(), DbErr> {
    let student = student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound("no such student".to_owned()))?;
    let mut student = student.into_active_model();
    let mut courses = student.courses.take().into_vec();
    courses.retain(|course| course.id != Unchanged(old));
    student.courses.replace_all(courses);
    student.courses.push(course::ActiveModel {
        id: Unchanged(new),
        ..Default::default()
    });
    student.save(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(edit_and_save(show.db(), CAROL, MATH, ART).await?).await
}
