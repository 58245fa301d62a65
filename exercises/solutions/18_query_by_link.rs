//! In a join both conditions are about the same link.

use std::process::ExitCode;

use many_to_many_association::entity::{course, student, student_course};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, QueryFilter};

pub async fn graded(
    db: &DatabaseConnection,
    course: &str,
    grade: i32,
) -> Result<Vec<String>, DbErr> {
    let students = student::Entity::find()
        .inner_join(course::Entity)
        .filter(course::COLUMN.title.eq(course))
        .filter(student_course::COLUMN.grade.gte(grade))
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(students.into_iter().map(|student| student.name).collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::query_by_link(graded))
}
