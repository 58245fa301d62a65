//! Every student with the courses, dates and grades.

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait,
    entity::prelude::Date,
};

use crate::{
    entity::{course, student, student_course},
    sample::ALICE,
};

/// Every student with the links and the course of each, ordered by the ids.
/// Students without a course are included.
pub async fn read_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with((student_course::Entity, course::Entity))
        .order_by_id_asc()
        .all(db)
        .await
}

/// One student with the links and their courses. `None` if there is no such
/// student.
pub async fn read_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<Option<student::ModelEx>, DbErr> {
    student::Entity::load()
        .filter_by_id(student_id)
        .with((student_course::Entity, course::Entity))
        .one(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Three SELECTs, however many rows there are: one for the students, one for their links, \
         one for the courses of those links. Eve takes no course: an empty list in Rust, NULL in \
         the table below.",
    );
    lesson.code(source!("read_from_students.rs"), "read_from_students")?;
    let students = read_from_students(db).await?;
    let rows = students.iter().flat_map(FromStudent::from);
    lesson.rows("Every student with their courses", rows);
    lesson.code(source!("read_from_students.rs"), "read_student")?;
    let alice = read_student(db, ALICE).await?;
    let rows = alice.iter().flat_map(FromStudent::from);
    lesson.rows("Alice with her courses", rows);
    Ok(())
}

/// A student with one of the courses, or without any.
pub(crate) struct FromStudent {
    student: String,
    course: Option<String>,
    enrolled_on: Option<Date>,
    grade: Option<i32>,
}

columns!(FromStudent: student, course, enrolled_on, grade);

impl FromStudent {
    /// One row per course; a student without a course is a row too.
    pub(crate) fn from(student: &student::ModelEx) -> Vec<Self> {
        let row = |link: Option<&student_course::ModelEx>| Self {
            student: student.name.clone(),
            course: link
                .and_then(|link| link.course.as_ref())
                .map(|course| course.title.clone()),
            enrolled_on: link.map(|link| link.enrolled_on),
            grade: link.and_then(|link| link.grade),
        };
        if student.enrollments.is_empty() {
            return vec![row(None)];
        }
        student.enrollments.iter().map(|link| row(Some(link))).collect()
    }
}
