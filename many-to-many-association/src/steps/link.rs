//! A student gets a course.

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set,
    TransactionTrait, entity::prelude::Date,
};

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, LINKS, MATH, february},
};

/// Links a student to a course. SQLAlchemy's
/// `StudentCourse(student=student, course=course, enrolled_on=...)`.
///
/// # Errors
///
/// [`DbErr::RecordNotFound`] if there is no such student or course.
pub async fn link(
    db: &(impl ConnectionTrait + TransactionTrait),
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<student_course::ModelEx, DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let course = course::Entity::find_by_id(course_id).require_one(db).await?;
    student_course::ActiveModel::builder()
        .set_student(student.into_ex())
        .set_course(course.into_ex())
        .set_enrolled_on(enrolled_on)
        .insert(db)
        .await
}

/// Inserts a new student, a new course and the link between them. SQLAlchemy's
/// `StudentCourse(student=Student(...), course=Course(...))`.
pub async fn link_new(
    db: &impl TransactionTrait,
) -> Result<student_course::ModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student(student::ActiveModel::builder().set_name("Frank"))
        .set_course(course::ActiveModel::builder().set_title("Music 101"))
        .set_enrolled_on(february(24))
        .set_grade(88)
        .insert(db)
        .await
}

/// Inserts the other sample links, straight into the join table.
pub async fn link_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let links = LINKS.map(|(student_id, course_id, enrolled_on, grade)| {
        student_course::ActiveModel {
            student_id: Set(student_id),
            course_id: Set(course_id),
            enrolled_on: Set(enrolled_on),
            grade: Set(grade),
        }
    });
    student_course::Entity::insert_many(links).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Link",
        "Alice takes Math 101: the link is inserted with both ends and a date. Both ends can be \
         new: SeaORM inserts Frank and Music 101 first, because the link needs their ids. That \
         example is rolled back. A single INSERT then adds the remaining links.",
    );
    lesson.code(source!("link.rs"), "link")?;
    let link = link(db, ALICE, MATH, february(2)).await?;
    lesson.rows("Alice linked to Math 101", FromLink::from(&link));
    lesson.code(source!("link.rs"), "link_new")?;
    let transaction = db.begin().await?;
    let link = link_new(&transaction).await?;
    lesson.rows("A new student linked to a new course", FromLink::from(&link));
    transaction.rollback().await?;
    lesson.code(source!("link.rs"), "link_all")?;
    link_all(db).await?;
    lesson.done("The other links inserted");
    let links =
        student_course::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student_course", links);
    Ok(())
}

/// A link with the names at both ends.
struct FromLink {
    student: String,
    course: String,
    enrolled_on: Date,
    grade: Option<i32>,
}

columns!(FromLink: student, course, enrolled_on, grade);

impl FromLink {
    /// `None` if an end is not in the link.
    fn from(link: &student_course::ModelEx) -> Option<Self> {
        Some(Self {
            student: link.student.as_ref()?.name.clone(),
            course: link.course.as_ref()?.title.clone(),
            enrolled_on: link.enrolled_on,
            grade: link.grade,
        })
    }
}
