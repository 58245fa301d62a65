//! A many-to-many is two one-to-many.
#![allow(
    missing_docs,
    reason = "a column that says nothing new needs no comment"
)]

use harness::{Recorder, columns, source};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, DerivePartialModel,
    EntityTrait, PaginatorTrait, QuerySelect,
};

use crate::entity::{course, student, student_course};

/// A student and the number of links.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "student::Entity")]
pub struct StudentLinks {
    #[sea_orm(from_col = "name")]
    pub student: String,
    #[sea_orm(from_expr = "student_course::COLUMN.course_id.count()")]
    pub courses: i64,
}

/// One-to-many from the students: how many links each one has.
pub async fn count_from_students(
    db: &impl ConnectionTrait,
) -> Result<Vec<StudentLinks>, DbErr> {
    student::Entity::find()
        .left_join(student_course::Entity)
        .group_by(student::COLUMN.id)
        .group_by(student::COLUMN.name)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

/// A course and the number of links.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "course::Entity")]
pub struct CourseLinks {
    #[sea_orm(from_col = "title")]
    pub course: String,
    #[sea_orm(from_expr = "student_course::COLUMN.student_id.count()")]
    pub students: i64,
}

/// One-to-many from the courses: how many links each one has.
pub async fn count_from_courses(
    db: &impl ConnectionTrait,
) -> Result<Vec<CourseLinks>, DbErr> {
    course::Entity::find()
        .left_join(student_course::Entity)
        .group_by(course::COLUMN.id)
        .group_by(course::COLUMN.title)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

/// How many links there are.
pub async fn count_links(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    student_course::Entity::find().count(db).await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Two one-to-many",
        "One student has many links, and one course has many links: two one-to-many relationships \
         that meet in one table. Each list of counts adds up to the number of links, because every \
         link has one student and one course.",
    );
    lesson.code(source!("two_one_to_many.rs"), "StudentLinks")?;
    lesson.code(source!("two_one_to_many.rs"), "count_from_students")?;
    lesson.rows("From the students", count_from_students(db).await?);
    lesson.code(source!("two_one_to_many.rs"), "CourseLinks")?;
    lesson.code(source!("two_one_to_many.rs"), "count_from_courses")?;
    lesson.rows("From the courses", count_from_courses(db).await?);
    lesson.code(source!("two_one_to_many.rs"), "count_links")?;
    let links = count_links(db).await?;
    lesson.rows("The links themselves", [Links { links }]);
    Ok(())
}

columns!(StudentLinks: student, courses);
columns!(CourseLinks: course, students);

/// A number of links.
struct Links {
    links: u64,
}

columns!(Links: links);
