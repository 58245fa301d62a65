//! ON CONFLICT DO NOTHING keeps a link that already exists as it is.

use std::process::ExitCode;

use many_to_many_secondary::entity::student_course;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, Set};

pub async fn link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
    };
    student_course::Entity::insert(link)
        .on_conflict_do_nothing()
        .exec(db)
        .await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::link_twice(link))
}
