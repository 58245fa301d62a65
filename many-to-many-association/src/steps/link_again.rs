//! # Link again
//!
//! Alice already takes Math 101. The primary key refuses a second link, so the
//! first one stays as it is. With ON CONFLICT DO NOTHING it stays too, and
//! there is no error.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, entity::prelude::Date};

use super::link::link;
use crate::{
    entity::student_course,
    sample::{ALICE, MATH, february},
};

/// Links Alice to Math 101, as before.
pub async fn link_again(
    db: &DatabaseConnection,
) -> Result<student_course::ModelEx, DbErr> {
    link(db, ALICE, MATH, february(27)).await
}

/// Links a student to a course, unless they are linked.
pub async fn link_if_missing(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel::builder()
        .set_student_id(student_id)
        .set_course_id(course_id)
        .set_enrolled_on(enrolled_on);
    student_course::Entity::insert(link)
        .on_conflict_do_nothing()
        .exec(db)
        .await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let linked = link_again(show.db()).await;
    show.refused("insert the link of Alice and Math 101 again", linked)
        .await?;
    link_if_missing(show.db(), ALICE, MATH, february(27)).await?;
    show.done().await
}
