//! # Read from the students
//!
//! Three SELECTs, however many rows there are: one for the students, one for
//! their links, one for the courses of those links. Eve takes no course: an
//! empty list in Rust, NULL in the table below.

use harness::{Done, Recorder, table::or_none};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{course, student, student_course};

/// Every student with the links and the course of each, ordered by the ids.
/// Students without a course are included.
pub async fn read_from_students(
    db: &DatabaseConnection,
) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with((student_course::Entity, course::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let students = read_from_students(show.db()).await?;
    let rows = students.iter().flat_map(|student| {
        or_none(&student.enrollments).into_iter().map(|link| {
            let course = link.and_then(|link| link.course.as_ref());
            let date = link.map(|link| link.enrolled_on);
            let grade = link.and_then(|link| link.grade);
            (&student.name, course.map(|one| &one.title), date, grade)
        })
    });
    let header = ["student", "course", "enrolled_on", "grade"];
    show.table("Every student with their courses", header, rows).await
}
