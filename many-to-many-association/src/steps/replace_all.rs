//! # Replace all
//!
//! The same courses, through the links: you decide which links stay. Math 101
//! has a grade and stays, Rust 101 has none and is deleted. Physics 101 stays
//! as it is, and History 101 is inserted with its date.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QueryFilter, TransactionTrait,
    entity::prelude::Date,
};

use crate::{
    entity::student_course,
    sample::{ALICE, HISTORY, PHYSICS, february},
};

/// Adds the courses that a student doesn't take yet, and deletes the other
/// links, except those with a grade.
pub async fn replace_all(
    db: &DatabaseConnection,
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
    let links = courses.iter().map(|id| {
        student_course::ActiveModel::builder()
            .set_student_id(student_id)
            .set_course_id(*id)
            .set_enrolled_on(enrolled_on)
    });
    student_course::Entity::insert_many(links)
        // A link that exists keeps its date and grade.
        .on_conflict_do_nothing()
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    replace_all(show.db(), ALICE, &[PHYSICS, HISTORY], february(27)).await?;
    show.done().await
}
