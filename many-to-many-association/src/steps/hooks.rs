//! # The link's hooks
//!
//! Eve takes Art 101 and Math 101, without a date. A link that is inserted
//! through `via` runs its hook `before_save`, which sets the date; the lesson's
//! "today" is a constant. `Entity::insert` runs no hook, so the second link
//! gets the default of the column. The transaction is rolled back.

use harness::{Done, Recorder, source};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, TransactionTrait, Unchanged,
};

use crate::{
    entity::{course, student, student_course},
    sample::{ART, EVE, MATH},
};

/// Links a student to a course through `via`, which runs the link's hooks.
pub async fn link_through_via(
    db: &impl TransactionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<student::ActiveModelEx, DbErr> {
    let student = student::ActiveModel {
        id: Unchanged(student_id),
        ..Default::default()
    };
    let course = course::ActiveModel {
        id: Unchanged(course_id),
        ..Default::default()
    };
    student.into_ex().add_course(course).save(db).await
}

/// Links a student to a course with an INSERT that runs no hook.
pub async fn link_without_hooks(
    db: &impl ConnectionTrait,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel::builder()
        .set_student_id(student_id)
        .set_course_id(course_id);
    student_course::Entity::insert(link).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let link = source!("../entity/student_course.rs");
    show.code_of(link, "impl ActiveModelBehavior for ActiveModel")?;
    let tx = show.begin().await?;
    show.ran(link_through_via(&*tx, EVE, ART).await?).await?;
    show.ran(link_without_hooks(&*tx, EVE, MATH).await?).await?;
    show.roll_back(tx).await
}
