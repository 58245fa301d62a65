//! `link` should link a student to a course and store the day `enrolled_on`. It
//! fails because no row was updated, and there is no link.

use std::process::ExitCode;

use many_to_many_association::entity::student_course;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, Set, entity::prelude::Date,
};

pub async fn link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let link = student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(course_id),
        enrolled_on: Set(enrolled_on),
        ..Default::default()
    };
    link.save(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::link_saved(link))
}
