//! Who has which grade, by columns of the link.

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DerivePartialModel,
    EntityTrait, QueryFilter,
};

use crate::entity::{course, student, student_course};

/// A grade and the student who has it.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "student_course::Entity")]
pub struct Graded {
    /// The student at the end of the link.
    #[sea_orm(nested)]
    pub student: student::Model,
    /// A column of the link.
    pub grade: Option<i32>,
}

/// The students with at least `grade` points in a course, with their grades.
/// One SELECT joins the links with both ends.
pub async fn graded(
    db: &impl ConnectionTrait,
    course: &str,
    grade: i32,
) -> Result<Vec<Graded>, DbErr> {
    student_course::Entity::find()
        .inner_join(student::Entity)
        .inner_join(course::Entity)
        .filter(course::COLUMN.title.eq(course))
        .filter(student_course::COLUMN.grade.gte(grade))
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

/// The same students through `via`. The join goes through the links, so a
/// filter can use their columns.
pub async fn graded_through_via(
    db: &impl ConnectionTrait,
    course: &str,
    grade: i32,
) -> Result<Vec<student::Model>, DbErr> {
    student::Entity::find()
        .inner_join(course::Entity)
        .filter(course::COLUMN.title.eq(course))
        .filter(student_course::COLUMN.grade.gte(grade))
        .order_by_id_asc()
        .all(db)
        .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Query by the link",
        "Who has 90 points or more in Math 101? If you query from the links, each row has the \
         student and the grade. If you query from the students through `via`, the same filter \
         works, but the rows have no grade.",
    );
    lesson.code(source!("query_by_the_link.rs"), "Graded")?;
    lesson.code(source!("query_by_the_link.rs"), "graded")?;
    let rows = graded(db, "Math 101", 90).await?;
    let rows = rows.into_iter().map(|row| FromGraded {
        student: row.student.name,
        grade: row.grade,
    });
    lesson.rows("Links with 90 points or more in Math 101", rows);
    lesson.code(source!("query_by_the_link.rs"), "graded_through_via")?;
    let students = graded_through_via(db, "Math 101", 90).await?;
    lesson.rows("Students with 90 points or more in Math 101", students);
    Ok(())
}

/// [`Graded`] without the student's id.
struct FromGraded {
    student: String,
    grade: Option<i32>,
}

columns!(FromGraded: student, grade);
