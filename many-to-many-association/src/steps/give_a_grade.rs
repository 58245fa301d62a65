//! # Give a grade
//!
//! Alice gets 90 points in Math 101: the two keys find the link, in one UPDATE.
//! Then she gets 5 more: the second function reads the link, changes it and
//! updates it.

use harness::{Done, Recorder};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    Set,
};

use crate::{
    entity::student_course,
    sample::{ALICE, MATH},
};

/// Gives a student a grade in a course. If the student doesn't take it, the
/// error is [`DbErr::RecordNotUpdated`].
pub async fn give_a_grade(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    grade: i32,
) -> Result<student_course::ModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(student_id)
        .set_course_id(course_id)
        .set_grade(grade)
        .update(db)
        .await
}

/// Adds points to a grade. SQLAlchemy's `enrollment.grade += points`.
pub async fn raise_a_grade(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    points: i32,
) -> Result<student_course::Model, DbErr> {
    let link = student_course::Entity::find_by_id((student_id, course_id))
        .require_one(db)
        .await?;
    let grade = link.grade.map(|grade| grade + points);
    let mut link = link.into_active_model();
    link.grade = Set(grade);
    link.update(db).await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(give_a_grade(show.db(), ALICE, MATH, 90).await?).await?;
    show.ran(raise_a_grade(show.db(), ALICE, MATH, 5).await?).await
}
