//! `courses` should return the title of every course with the names of its
//! students, both ordered by id. It leaves out a course that nobody takes,
//! which should have an empty list.

use std::{collections::BTreeMap, process::ExitCode};

use many_to_many_secondary::entity::{course, student};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait};

pub async fn courses(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let students = student::Entity::load()
        .with(course::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let mut courses = BTreeMap::new();
    for student in students {
        for course in student.courses {
            let (_, names) = courses
                .entry(course.id)
                .or_insert_with(|| (course.title, Vec::new()));
            names.push(student.name.clone());
        }
    }
    Ok(courses.into_values().collect())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::other_end(courses))
}
