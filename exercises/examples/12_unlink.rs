//! `unlink` should remove the link between a student and a course, and keep
//! both of them. It returns without an error, but the link stays too.

use std::process::ExitCode;

use many_to_many_secondary::entity::{course, student};
use sea_orm::{DatabaseConnection, DbErr, EntityLoaderTrait, IntoActiveModel};

pub async fn unlink(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await?;
    if let Some(student) = student {
        let mut student = student.into_active_model();
        let courses = student.courses.as_mut_vec();
        courses.retain(|course| *course.id.as_ref() != course_id);
        student.save(db).await?;
    }
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::unlink(unlink))
}
