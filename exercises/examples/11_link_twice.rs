//! `link` should link a student to a course. If they are already linked, it
//! should change nothing and return `Ok`, but the second call fails.

use std::process::ExitCode;

use many_to_many_secondary::entity::student_course;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DbErr, Set};

pub async fn link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    };
    link.insert(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::link_twice(link))
}
