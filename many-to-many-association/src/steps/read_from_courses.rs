//! # Read from the courses
//!
//! The same links from the other end, again in three SELECTs. Nobody takes Art
//! 101.

use harness::{Done, Recorder, table::or_none};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{course, student, student_course};

/// Every course with the links and the student of each, ordered by the ids.
/// Courses without a student are included.
pub async fn read_from_courses(
    db: &DatabaseConnection,
) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with((student_course::Entity, student::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let courses = read_from_courses(show.db()).await?;
    let rows = courses.iter().flat_map(|course| {
        or_none(&course.enrollments).into_iter().map(|link| {
            let student = link.and_then(|link| link.student.as_ref());
            let date = link.map(|link| link.enrolled_on);
            let grade = link.and_then(|link| link.grade);
            (&course.title, student.map(|one| &one.name), date, grade)
        })
    });
    let header = ["course", "student", "enrolled_on", "grade"];
    show.table("Every course with its students", header, rows).await
}
