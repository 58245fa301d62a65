//! # Read from the students
//!
//! Two SELECTs, however many rows there are: one for the students, one for
//! their courses, joined with the links. Eve takes no course: an empty list in
//! Rust, NULL in the table below.

use harness::{Done, Recorder, table::or_none};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::{
    entity::{course, student},
    sample::ALICE,
};

/// Every student with the courses, both ordered by id. Students without a
/// course are included.
pub async fn read_from_students(
    db: &DatabaseConnection,
) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with(course::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// One student with the courses. `None` if there is no such student.
pub async fn read_student(
    db: &DatabaseConnection,
    student_id: i32,
) -> Result<Option<student::ModelEx>, DbErr> {
    student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let header = ["student", "course"];
    let students = read_from_students(show.db()).await?;
    let rows = students.iter().flat_map(with_courses);
    show.table("Every student with their courses", header, rows).await?;
    let alice = read_student(show.db(), ALICE).await?;
    let rows = alice.iter().flat_map(with_courses);
    show.table("Alice with her courses", header, rows).await
}

/// A row per course.
fn with_courses(
    student: &student::ModelEx,
) -> impl Iterator<Item = (&String, Option<&String>)> {
    let courses = or_none(&student.courses).into_iter();
    courses.map(|one| (&student.name, one.map(|course| &course.title)))
}
