//! All courses of a student at once, with the grades kept.

use harness::{Recorder, source};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set,
    TransactionSession, TransactionTrait, entity::prelude::Date,
};

use super::read_from_students::{FromStudent, read_student};
use crate::{
    entity::student_course,
    sample::{ALICE, HISTORY, PHYSICS, february},
};

/// Makes `courses` the courses of a student. Other links are deleted, except
/// those with a grade. SQLAlchemy's `student.courses = [...]`.
pub async fn replace_all(
    db: &impl TransactionTrait,
    student_id: i32,
    courses: &[i32],
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    student_course::Entity::delete_many()
        .filter(student_course::COLUMN.student_id.eq(student_id))
        .filter(student_course::COLUMN.course_id.is_not_in(courses.to_vec()))
        // Without this line, the grades are deleted with the links.
        .filter(student_course::COLUMN.grade.is_null())
        .exec(&transaction)
        .await?;
    let links = courses.iter().map(|id| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(*id),
        enrolled_on: Set(enrolled_on),
        ..Default::default()
    });
    student_course::Entity::insert_many(links)
        // A link that exists keeps its date and grade.
        .on_conflict_do_nothing()
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Replace all",
        "The same request, written through the links: now you decide what stays. Math 101 has a \
         grade and stays, Rust 101 has none and is deleted. Physics 101 stays as it is, and \
         History 101 is inserted with its date.",
    );
    let alice = read_student(db, ALICE).await?;
    lesson.rows("Alice before", alice.iter().flat_map(FromStudent::from));
    lesson.code(source!("replace_all.rs"), "replace_all")?;
    replace_all(db, ALICE, &[PHYSICS, HISTORY], february(27)).await?;
    lesson.done("All courses of Alice replaced");
    let alice = read_student(db, ALICE).await?;
    lesson.rows("Alice afterwards", alice.iter().flat_map(FromStudent::from));
    Ok(())
}
