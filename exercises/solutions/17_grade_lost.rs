//! The links themselves are deleted and inserted, so you decide what stays.

use std::process::ExitCode;

use many_to_many_association::entity::student_course;
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set, TransactionTrait,
    entity::prelude::Date,
};

pub async fn replace(
    db: &DatabaseConnection,
    student_id: i32,
    courses: &[i32],
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    student_course::Entity::delete_many()
        .filter(student_course::COLUMN.student_id.eq(student_id))
        .filter(student_course::COLUMN.course_id.is_not_in(courses.to_vec()))
        .filter(student_course::COLUMN.grade.is_null())
        .exec(&transaction)
        .await?;
    let links = courses.iter().map(|course| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(*course),
        enrolled_on: Set(enrolled_on),
        ..Default::default()
    });
    student_course::Entity::insert_many(links)
        .on_conflict_do_nothing()
        .exec(&transaction)
        .await?;
    transaction.commit().await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::grade_lost(replace))
}
