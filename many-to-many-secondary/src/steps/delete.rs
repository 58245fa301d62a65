//! What a delete takes along, from either side.

use harness::{Recorder, source, table::Deleted};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DeleteResult, EntityTrait,
};

use super::{
    read_from_courses::{FromCourse, read_from_courses},
    read_from_students::{FromStudent, read_from_students},
};
use crate::{
    entity::{course, student},
    sample::{CAROL, RUST},
};

/// Deletes a student: one DELETE. The foreign key's ON DELETE CASCADE removes
/// the links. The courses stay.
pub async fn delete_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<DeleteResult, DbErr> {
    student::Entity::delete_by_id(student_id).exec(db).await
}

/// Deletes a course: one DELETE. The foreign key's ON DELETE CASCADE removes
/// the links. The students stay.
pub async fn delete_course(
    db: &impl ConnectionTrait,
    course_id: i32,
) -> Result<DeleteResult, DbErr> {
    course::Entity::delete_by_id(course_id).exec(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Delete from either side",
        "Carol leaves, and Rust 101 is canceled. ON DELETE CASCADE deletes the links of both; \
         rows_affected doesn't count them. Carol's courses and the students of Rust 101 stay.",
    );
    lesson.code(source!("delete.rs"), "delete_student")?;
    let deleted = delete_student(db, CAROL).await?;
    lesson.rows("The student Carol deleted", [Deleted::from(deleted)]);
    lesson.code(source!("delete.rs"), "delete_course")?;
    let deleted = delete_course(db, RUST).await?;
    lesson.rows("The course Rust 101 deleted", [Deleted::from(deleted)]);
    let students = read_from_students(db).await?;
    let rows = students.iter().flat_map(FromStudent::from);
    lesson.rows("Every student afterwards", rows);
    let courses = read_from_courses(db).await?;
    let rows = courses.iter().flat_map(FromCourse::from);
    lesson.rows("Every course afterwards", rows);
    Ok(())
}
