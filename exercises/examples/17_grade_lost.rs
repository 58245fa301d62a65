//! After `replace`, a student should take `courses` and no others. But a link
//! with a grade should stay even if its course is not in `courses`, and a new
//! link should get the day `enrolled_on`. `replace` deletes grades and ignores
//! the day.

use std::process::ExitCode;

use many_to_many_association::entity::{course, student};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    entity::prelude::Date,
};

pub async fn replace(
    db: &DatabaseConnection,
    student_id: i32,
    courses: &[i32],
    _enrolled_on: Date,
) -> Result<(), DbErr> {
    let student =
        student::Entity::find_by_id(student_id).require_one(db).await?;
    let courses = course::Entity::find()
        .filter(course::COLUMN.id.is_in(courses.iter().copied()))
        .all(db)
        .await?;
    let mut student = student.into_ex().into_active_model();
    student.courses.replace_all(
        courses.into_iter().map(|course| course.into_ex().into_active_model()),
    );
    student.save(db).await?;
    Ok(())
}

fn main() -> ExitCode {
    exercises::run(exercises::check::grade_lost(replace))
}
