//! The same link a second time.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set,
    entity::prelude::Date,
};

use super::{
    link::link,
    read_from_students::{FromStudent, read_student},
};
use crate::{
    entity::student_course,
    sample::{ALICE, MATH, february},
};

/// Links a student to a course, unless they are linked: then the link keeps its
/// date and grade.
pub async fn link_if_missing(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
        enrolled_on: Set(enrolled_on),
        ..Default::default()
    };
    student_course::Entity::insert(link)
        .on_conflict_do_nothing()
        .exec(db)
        .await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link again",
        "Alice already takes Math 101. Inserting the link again is refused by the primary key, so \
         its date and grade stay. With ON CONFLICT DO NOTHING they stay too, and no error is \
         raised.",
    );
    lesson.code(source!("link.rs"), "link")?;
    lesson.refused([(
        "insert the link of Alice and Math 101 again",
        link(db, ALICE, MATH, february(27)).await.map(drop),
    )])?;
    lesson.code(source!("link_again.rs"), "link_if_missing")?;
    link_if_missing(db, ALICE, MATH, february(27)).await?;
    lesson.done("Alice linked to Math 101, unless linked already");
    let alice = read_student(db, ALICE).await?;
    let rows = alice.iter().flat_map(FromStudent::from);
    lesson.rows("Alice afterwards", rows);
    Ok(())
}
