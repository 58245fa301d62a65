//! # Load, edit, save
//!
//! Dave swaps Rust 101, which has no grade yet, for Art 101. You load him with
//! his courses, change the list and save once: SeaORM deletes one link and
//! inserts one, which gets its date from `before_save`. History 101 stays in
//! the list, so its link isn't written and keeps its date and grade.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityLoaderTrait, IntoActiveModel, Unchanged,
};

use crate::{
    entity::{course, student},
    sample::{ART, DAVE, RUST},
};

/// Swaps a course of a student for another one.
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
    show.ran(edit_and_save(show.db(), DAVE, RUST, ART).await?).await
}
