//! Two tables, and a third one that links them, with a date and a grade.

use harness::{Recorder, source};
use migrations::many_to_many::association::Migrator;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::entity::{course, student, student_course};

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "The tables are those of many-to-many-secondary. One more migration gives every link a \
         date and an optional grade. Both ends have a list of links, `enrollments`, in addition to \
         the list that goes through `via`.",
    );
    lesson.code(source!("../entity/student.rs"), "Model")?;
    lesson.code(source!("../entity/course.rs"), "Model")?;
    lesson.code(source!("../entity/student_course.rs"), "Model")?;
    lesson.code(
        source!(
            "../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs"
        ),
        "join_table",
    )?;
    lesson.code(
        source!(
            "../../../migrations/src/many_to_many/m20260201_000001_add_enrollment_columns.rs"
        ),
        "up",
    )?;
    Migrator::up(db, None).await?;
    lesson.done("Migrations applied");
    lesson.columns(db, student::Entity).await?;
    lesson.columns(db, course::Entity).await?;
    lesson.columns(db, student_course::Entity).await?;
    Ok(())
}
