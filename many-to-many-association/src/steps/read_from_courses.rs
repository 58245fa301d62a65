//! # Read from the courses
//!
//! The same links from the other end, again in three SELECTs. Nobody takes Art
//! 101.

use harness::{Done, Recorder};
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
    let mut rows = Vec::new();
    for course in read_from_courses(show.db()).await? {
        let title = course.title;
        if course.enrollments.is_empty() {
            rows.push((title.clone(), None, None, None));
        }
        for link in course.enrollments {
            let student = link.student.unwrap().name;
            let date = Some(link.enrolled_on);
            rows.push((title.clone(), Some(student), date, link.grade));
        }
    }
    let header = ["course", "student", "enrolled_on", "grade"];
    show.table("Every course with its students", header, rows).await
}
