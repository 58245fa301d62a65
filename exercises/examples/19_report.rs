//! `report` should return every course by id, with the number of its students
//! and their average grade. It counts one student in a course that nobody
//! takes.

use std::process::ExitCode;

use many_to_many_association::entity::{course, student_course};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect,
    entity::prelude::Decimal,
};

pub async fn report(
    db: &DatabaseConnection,
) -> Result<Vec<(String, i64, Option<Decimal>)>, DbErr> {
    course::Entity::find()
        .select_only()
        .column(course::Column::Title)
        .column_as(course::Column::Id.count(), "students")
        .column_as(student_course::Column::Grade.avg(), "average")
        .left_join(student_course::Entity)
        .group_by(course::Column::Id)
        .group_by(course::Column::Title)
        .order_by_id_asc()
        .into_tuple()
        .all(db)
        .await
}

fn main() -> ExitCode {
    exercises::run(exercises::check::report(report))
}
