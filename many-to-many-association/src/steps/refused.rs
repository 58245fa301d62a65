//! # Refused
//!
//! The foreign key rejects a link to a course that doesn't exist. Insert a new
//! link with `insert`, not with `save`: SeaORM assumes that a row exists if its
//! whole primary key is set, so `save` sends an UPDATE, which finds no row.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr};

use super::link::link;
use crate::{
    entity::student_course,
    sample::{ALICE, ART, EVE, february},
};

/// Links Alice to a course that doesn't exist.
pub async fn link_to_nothing(
    db: &DatabaseConnection,
) -> Result<student_course::ModelEx, DbErr> {
    link(db, ALICE, 99, february(27)).await
}

/// Links Eve to Art 101 with `save` instead of `insert`.
pub async fn save_link(
    db: &DatabaseConnection,
) -> Result<student_course::ActiveModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(EVE)
        .set_course_id(ART)
        .set_enrolled_on(february(27))
        .save(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let linked = link_to_nothing(show.db()).await;
    show.refused("link Alice to course 99, which doesn't exist", linked)
        .await?;
    let saved = save_link(show.db()).await;
    show.failed("The error that `save` returned", saved).await
}
