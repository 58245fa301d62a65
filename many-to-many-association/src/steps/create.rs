//! # Create
//!
//! The students and courses are those of many-to-many-secondary, inserted in
//! the same way. Nothing is linked yet.

use harness::{Done, Recorder};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::{
    entity::{course, student},
    sample::{COURSES, STUDENTS},
};

/// Inserts students and courses, each table in one statement.
pub async fn create(db: &impl ConnectionTrait) -> Result<(), DbErr> {
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
