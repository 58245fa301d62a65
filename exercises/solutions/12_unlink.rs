//! The link is a row of its own: delete it by its key.

use std::process::ExitCode;

use many_to_many_secondary::entity::student_course;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

pub async fn unlink(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    student_course::Entity::delete_by_id((student_id, course_id))
        .exec(db)
        .await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::unlink(unlink))
}
