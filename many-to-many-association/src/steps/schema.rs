//! # Schema
//!
//! The tables of many-to-many-secondary are there already. One more migration
//! gives every link a date and an optional grade. Each end has two lists:
//! `enrollments` has the links, and the list through `via` has the rows at
//! their other end, without date and grade.

use harness::{Done, Recorder, source};
use migrations::many_to_many::{association, secondary};
use sea_orm_migration::MigratorTrait;

pub(crate) async fn step(show: &mut Recorder) -> Done {
    secondary::Migrator::up(show.db(), None).await?;
    show.forget().await?;
    show.code_of(source!("../entity/student.rs"), "Model")?;
    show.code_of(source!("../entity/course.rs"), "Model")?;
    show.code_of(source!("../entity/student_course.rs"), "Model")?;
    let columns = source!(
        "../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs"
    );
    show.code_of(columns, "up")?;
    association::Migrator::up(show.db(), None).await?;
    show.columns(["student", "course", "student_course"]).await
}
