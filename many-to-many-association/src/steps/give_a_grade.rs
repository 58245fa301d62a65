//! A new grade on a link.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    IntoActiveModel, Set,
};

use crate::{
    entity::student_course,
    sample::{ALICE, MATH},
};

/// Gives a student a grade in a course.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if the student doesn't take the course.
pub async fn give_a_grade(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
    grade: i32,
) -> Result<student_course::Model, DbErr> {
    let link = student_course::Entity::find_by_id((student_id, course_id))
        .require_one(db)
        .await?;
    let mut link = link.into_active_model();
    link.grade = Set(Some(grade));
    link.update(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Give a grade",
        "Alice gets 95 points in Math 101. The link is found by its two keys and updated like any \
         other row. Neither the student nor the course is written.",
    );
    lesson.code(source!("give_a_grade.rs"), "give_a_grade")?;
    let link = give_a_grade(db, ALICE, MATH, 95).await?;
    lesson.rows("The link, as the UPDATE returned it", [link]);
    Ok(())
}
