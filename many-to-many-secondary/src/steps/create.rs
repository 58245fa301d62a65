//! # Create
//!
//! Students and courses, one INSERT per table. The order doesn't matter:
//! neither table has a foreign key. Nothing is linked yet.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, EntityTrait};

use crate::{
    entity::{course, student},
    sample::{COURSES, STUDENTS},
};

/// Inserts the sample students and courses. SQLAlchemy's `session.add_all`
/// followed by `commit`.
pub async fn create(db: &DatabaseConnection) -> Result<(), DbErr> {
    let students =
        STUDENTS.map(|name| student::ActiveModel::builder().set_name(name));
    student::Entity::insert_many(students).exec(db).await?;

    let courses =
        COURSES.map(|title| course::ActiveModel::builder().set_title(title));
    course::Entity::insert_many(courses).exec(db).await?;
    Ok(())
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.ran(create(show.db()).await?).await
}
