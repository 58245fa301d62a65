//! # Read from the courses
//!
//! The same links from the other end, again in two SELECTs. Nobody takes Art
//! 101.

use harness::{Done, Recorder, table::or_none};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{course, student};

/// Every course with its students, both ordered by id. Courses without a
/// student are included.
pub async fn read_from_courses(
    db: &DatabaseConnection,
) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with(student::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let courses = read_from_courses(show.db()).await?;
    let rows = courses.iter().flat_map(|course| {
        let students = or_none(&course.students).into_iter();
        students.map(|one| (&course.title, one.map(|student| &student.name)))
    });
    let caption = "Every course with its students";
    show.table(caption, ["course", "student"], rows).await
}
