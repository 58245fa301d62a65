//! Every student with the courses.

use harness::{Recorder, columns, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityLoaderTrait};

use crate::{
    entity::{course, student},
    sample::ALICE,
};

/// Every student with the courses, both ordered by id. Students without a
/// course are included.
pub async fn read_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<student::ModelEx>, DbErr> {
    student::Entity::load()
        .with(course::Entity)
        .order_by_id_asc()
        .all(db)
        .await
}

/// One student with the courses. `None` if there is no such student.
pub async fn read_student(
    db: &impl ConnectionTrait,
    student_id: i32,
) -> Result<Option<student::ModelEx>, DbErr> {
    student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Read from the students",
        "Two SELECTs, however many rows there are: one for the students, one for their courses, \
         joined with the links. Eve takes no course: an empty list in Rust, NULL in the table \
         below.",
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
}

columns!(FromStudent: student, course);

impl FromStudent {
    /// One row per course; a student without a course is a row too.
    pub(crate) fn from(student: &student::ModelEx) -> Vec<Self> {
        let row = |course: Option<&course::ModelEx>| Self {
            student: student.name.clone(),
            course: course.map(|course| course.title.clone()),
        };
        if student.courses.is_empty() {
            return vec![row(None)];
        }
        student.courses.iter().map(|course| row(Some(course))).collect()
    }
}
