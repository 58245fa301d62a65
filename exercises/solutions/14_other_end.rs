//! Start from the entity whose rows must all be in the result.

use std::process::ExitCode;

use many_to_many_secondary::entity::{course, student};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn courses(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let courses = course::Entity::load()
        .with(student::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let courses = courses.into_iter().map(|course| {
        let students = course.students.into_iter();
        (course.title, students.map(|student| student.name).collect())
    });
    Ok(courses.collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::other_end(courses))
}
