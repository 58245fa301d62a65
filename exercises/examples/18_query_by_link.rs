//! `graded` should return the names of the students who have at least `grade`
//! points in `course`, ordered by id. It also returns students who have that
//! grade in another course.

use std::process::ExitCode;

use many_to_many_association::entity::{course, student, student_course};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

pub async fn graded(
    db: &DatabaseConnection,
    course: &str,
    grade: i32,
) -> Result<Vec<String>, DbErr> {
    let students = student::Entity::find()
        .has_related(course::Entity, course::COLUMN.title.eq(course))
        .has_related(
            student_course::Entity,
            student_course::COLUMN.grade.gte(grade),
        )
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(students.into_iter().map(|student| student.name).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::query_by_link(graded))
}
