//! Two tables, and a third one that links them.

use harness::{Recorder, source};
use migrations::many_to_many::secondary::Migrator;
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use crate::entity::{course, student, student_course};

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Schema",
        "A foreign key holds one value, so a student row can't point to many courses, and a course \
         row can't point to many students. A third table holds the links: each row of \
         student_course points to one student and one course, and the pair is its primary key.",
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
            "../../../migrations/src/many_to_many/m20260101_000003_create_student_course.rs"
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
