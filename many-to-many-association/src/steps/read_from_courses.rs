//! Every course with its students, dates and grades.

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait,
    entity::prelude::Date,
};

use crate::entity::{course, student, student_course};

/// Every course with the links and the student of each, ordered by the ids.
/// Courses without a student are included.
pub async fn read_from_courses(
    db: &impl ConnectionTrait,
) -> Result<Vec<course::ModelEx>, DbErr> {
    course::Entity::load()
        .with((student_course::Entity, student::Entity))
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
        "The same links from the other end, again in three SELECTs. Nobody takes Art 101.",
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
    enrolled_on: Option<Date>,
    grade: Option<i32>,
}

columns!(FromCourse: course, student, enrolled_on, grade);

impl FromCourse {
    /// One row per student; a course without a student is a row too.
    pub(crate) fn from(course: &course::ModelEx) -> Vec<Self> {
        let row = |link: Option<&student_course::ModelEx>| Self {
            course: course.title.clone(),
            student: link
                .and_then(|link| link.student.as_ref())
                .map(|student| student.name.clone()),
            enrolled_on: link.map(|link| link.enrolled_on),
            grade: link.and_then(|link| link.grade),
        };
        if course.enrollments.is_empty() {
            return vec![row(None)];
        }
        course.enrollments.iter().map(|link| row(Some(link))).collect()
    }
}
