//! Every course with its students.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::entity::{course, student};

/// Every course with its students, both ordered by id. Courses without a
/// student are included.
pub async fn read_from_courses(
    db: &impl ConnectionTrait,
) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with(student::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the courses",
        "The same links from the other end, again in two SELECTs. Nobody takes Art 101.",
    );
    lesson.code(source!("read_from_courses.rs"), "read_from_courses")?;
    let courses = read_from_courses(db).await?;
    let rows = courses.iter().flat_map(FromCourse::from);
    lesson.rows("Every course with its students", rows);
    Ok(())
}

/// A course with one of its students, or without any.
pub(crate) struct FromCourse {
    course: String,
    student: Option<String>,
}

columns!(FromCourse: course, student);

impl FromCourse {
    /// One row per student; a course without a student is a row too.
    pub(crate) fn from(course: &course::ModelEx) -> Vec<Self> {
        let row = |student: Option<&student::ModelEx>| Self {
            course: course.title.clone(),
            student: student.map(|student| student.name.clone()),
        };
        if course.students.is_empty() {
            return vec![row(None)];
        }
        course.students.iter().map(|student| row(Some(student))).collect()
    }
}
