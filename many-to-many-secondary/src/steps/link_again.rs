//! The same link a second time.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, Set,
};

use super::{
    link::link,
    read_from_students::{FromStudent, read_student},
};
use crate::{
    entity::student_course,
    sample::{ALICE, MATH},
};

/// Inserts a link straight into the join table.
pub async fn insert_link(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<student_course::Model, DbErr> {
    student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    }
    .insert(db)
    .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link again",
        "Alice already takes Math 101. Through `via`, SeaORM inserts with ON CONFLICT DO NOTHING, \
         so linking twice does no harm and raises no error. A plain INSERT of the same link is \
         refused by the primary key.",
    );
    lesson.code(source!("link.rs"), "link")?;
    link(db, ALICE, MATH).await?;
    lesson.done("Alice linked to Math 101 again");
    let alice = read_student(db, ALICE).await?;
    let rows = alice.iter().flat_map(FromStudent::from);
    lesson.rows("Alice afterwards", rows);
    lesson.code(source!("link_again.rs"), "insert_link")?;
    lesson.refused([(
        "insert the link of Alice and Math 101 again",
        insert_link(db, ALICE, MATH).await.map(drop),
    )])
}
