//! Students and courses, not linked yet.

use harness::{Recorder, source};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Set};

use crate::{
    entity::{course, student},
    sample::{COURSES, STUDENTS},
};

/// Inserts the sample students and courses. SQLAlchemy's `session.add_all`
/// followed by `commit`.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let students = STUDENTS.map(|name| student::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    });
    student::Entity::insert_many(students).exec(db).await?;

    let courses = COURSES.map(|title| course::ActiveModel {
        title: Set(title.to_owned()),
        ..Default::default()
    });
    course::Entity::insert_many(courses).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Create",
        "Students and courses, one INSERT per table. The order doesn't matter: neither table has a \
         foreign key. Nothing is linked yet.",
    );
    lesson.code(source!("create.rs"), "create")?;
    create(db).await?;
    lesson.done("Tables filled");
    let students = student::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("student", students);
    let courses = course::Entity::find().order_by_id_asc().all(db).await?;
    lesson.rows("course", courses);
    Ok(())
}
