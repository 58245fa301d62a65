//! # Query by the link
//!
//! Who has 90 points or more in Math 101? A query from the links returns the
//! student and the grade. A query from the students takes the same filter,
//! because it joins the links, but returns no grade. Alice has got her 95 since
//! the links were created.

use harness::{Done, Recorder};
use sea_orm::{
    DatabaseConnection, DbErr, DerivePartialModel, EntityTrait, QueryFilter,
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
    db: &DatabaseConnection,
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
    db: &DatabaseConnection,
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

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let links = graded(show.db(), "Math 101", 90).await?;
    let rows = links.into_iter().map(|link| (link.student.name, link.grade));
    show.table("Links with their students", ["student", "grade"], rows)
        .await?;
    let students = graded_through_via(show.db(), "Math 101", 90).await?;
    show.rows("Students", students).await
}
