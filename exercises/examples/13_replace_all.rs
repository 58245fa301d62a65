//! After `replace`, a student should take exactly `courses`. But the courses
//! that the student took before are still there.

use std::process::ExitCode;

use many_to_many_secondary::entity::{course, student};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
};

pub async fn replace(
    db: &DatabaseConnection,
    student_id: i32,
    courses: &[i32],
) -> Result<(), DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let courses = course::Entity::find()
        .filter(course::COLUMN.id.is_in(courses.iter().copied()))
        .all(db)
        .await?;
    let mut student = student.into_ex().into_active_model();
    for course in courses {
        student = student.add_course(course.into_ex());
    }
    student.save(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::replace_all(replace))
}
