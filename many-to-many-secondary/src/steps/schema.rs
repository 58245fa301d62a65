//! # Schema
//!
//! A third table holds the links: each row of `student_course` points to one
//! student and one course, and the pair is its primary key.

use harness::{Done, Recorder, source};
use migrations::many_to_many::secondary::Migrator;
use sea_orm_migration::MigratorTrait;

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("../entity/student.rs"), "Model")?;
    show.code_of(source!("../entity/course.rs"), "Model")?;
    show.code_of(source!("../entity/student_course.rs"), "Model")?;
    show.code_of(source!("../../../migrations/src/many_to_many/m20260101_000001_create_student.rs"), "up")?;
    show.code_of(source!("../../../migrations/src/many_to_many/m20260101_000002_create_course.rs"), "up")?;
    let join_table = source!(
        "../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs"
    );
    show.code_of(join_table, "join_table")?;
    show.code_of(join_table, "up")?;
    Migrator::up(show.db(), None).await?;
    show.columns(["student", "course", "student_course"]).await
}
