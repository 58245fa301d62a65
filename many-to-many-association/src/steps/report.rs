//! # Report
//!
//! One SELECT joins, groups and counts. Nobody takes Art 101: the counts are 0,
//! and the average and the date are NULL. Rust 101 has two students and no
//! grade, so its average is NULL too.
#![allow(missing_docs, reason = "a plain column needs no comment")]

use harness::{Done, Recorder, columns};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, DerivePartialModel, EntityTrait,
    QuerySelect,
    entity::prelude::{Date, Decimal},
};

use crate::entity::{course, student_course};

/// What the links of one course add up to.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "course::Entity")]
pub struct CourseReport {
    #[sea_orm(from_col = "title")]
    pub course: String,
    /// Not `COUNT(*)`, which would count the NULL row of an empty course.
    #[sea_orm(from_expr = "student_course::COLUMN.student_id.count()")]
    pub enrolled: i64,
    /// COUNT of a column skips NULL: a link without a grade is not counted.
    #[sea_orm(from_expr = "student_course::COLUMN.grade.count()")]
    pub graded: i64,
    /// A `Decimal`, because PostgreSQL's AVG is a NUMERIC; an `Option`, because
    /// the average of no grade is NULL. `COLUMN.grade` has no `avg`.
    #[sea_orm(from_expr = "student_course::Column::Grade.avg()")]
    pub average: Option<Decimal>,
    #[sea_orm(from_expr = "student_course::COLUMN.enrolled_on.max()")]
    pub last_enrolled: Option<Date>,
}

/// One row per course, ordered by id. LEFT JOIN keeps courses that nobody
/// takes.
pub async fn report(
    db: &DatabaseConnection,
) -> Result<Vec<CourseReport>, DbErr> {
    course::Entity::find()
        .left_join(student_course::Entity)
        .group_by(course::COLUMN.id)
        .group_by(course::COLUMN.title)
        .order_by_id_asc()
        .into_partial_model()
        .all(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.rows("Every course", report(show.db()).await?).await
}

columns!(CourseReport: course, enrolled, graded, average, last_enrolled);
