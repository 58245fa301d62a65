//! # Two one-to-many
//!
//! One student has many links, and one course has many links: two one-to-many
//! relationships that meet in one table. The counts of either side add up to
//! nine, the number of links, because every link has one student and one
//! course.

use harness::{Done, Recorder};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect,
};

use crate::entity::{course, student, student_course};

/// One-to-many from the students: how many links each one has.
pub async fn count_from_students(
    db: &DatabaseConnection,
) -> Result<Vec<(String, i64)>, DbErr> {
    student::Entity::find()
        .left_join(student_course::Entity)
        .select_only()
        .column(student::Column::Name)
        .column_as(student_course::Column::CourseId.count(), "courses")
        .group_by(student::COLUMN.id)
        .group_by(student::COLUMN.name)
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

/// One-to-many from the courses: how many links each one has.
pub async fn count_from_courses(
    db: &DatabaseConnection,
) -> Result<Vec<(String, i64)>, DbErr> {
    course::Entity::find()
        .left_join(student_course::Entity)
        .select_only()
        .column(course::Column::Title)
        .column_as(student_course::Column::StudentId.count(), "students")
        .group_by(course::COLUMN.id)
        .group_by(course::COLUMN.title)
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let students = count_from_students(show.db()).await?;
    show.table("From the students", ["student", "courses"], students)
        .await?;
    let courses = count_from_courses(show.db()).await?;
    show.table("From the courses", ["course", "students"], courses).await
}
