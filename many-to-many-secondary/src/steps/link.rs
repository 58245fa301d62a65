//! A student gets a course.

use harness::{Recorder, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    Set, TransactionTrait,
};

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, LINKS, MATH},
};

/// Links a student to a course. SQLAlchemy's `student.courses.append(course)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student or course.
pub async fn link(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let course = course::Entity::find_by_id(course_id).require_one(db).await?;
    student
        .into_ex()
        .into_active_model()
        .add_course(course.into_ex())
        .save(db)
        .await?;
    Ok(())
}

/// Inserts the other sample links, straight into the join table.
pub async fn link_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let links =
        LINKS.map(|(student_id, course_id)| student_course::ActiveModel {
            student_id: Set(student_id),
            course_id: Set(course_id),
        });
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link",
        "Alice takes Math 101: add the course to her courses and save her. SeaORM inserts the \
         link. The other links are inserted into the join table directly, all in one INSERT.",
    );
    lesson.code(source!("link.rs"), "link")?;
    link(db, ALICE, MATH).await?;
    lesson.done("Alice linked to Math 101");
    lesson.code(source!("link.rs"), "link_all")?;
    link_all(db).await?;
    lesson.done("The other links inserted");
    let links =
        student_course::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student_course", links);
    Ok(())
}
