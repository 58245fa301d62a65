//! # Refused
//!
//! The foreign key rejects a link to a course that doesn't exist. Insert a new
//! link with `insert`, not with `save`: SeaORM assumes that a row exists if its
//! whole primary key is set, so `save` updates. Here it has no other column to
//! write: it sends a SELECT, finds no row and fails.

use harness::{Done, Recorder};
use sea_orm::{DatabaseConnection, DbErr, Unchanged};

use crate::{
    entity::{course, student, student_course},
    sample::{ALICE, ART, EVE},
};

/// Links Alice to a course that doesn't exist.
pub async fn link_to_nothing(
    db: &DatabaseConnection,
) -> Result<student::ActiveModelEx, DbErr> {
    let alice = student::ActiveModel {
        id: Unchanged(ALICE),
        ..Default::default()
    };
    let nothing = course::ActiveModel {
        id: Unchanged(99),
        ..Default::default()
    };
    alice.into_ex().add_course(nothing).save(db).await
}

/// Links Eve to Art 101 with `save` instead of `insert`.
pub async fn save_link(
    db: &DatabaseConnection,
) -> Result<student_course::ActiveModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(EVE)
        .set_course_id(ART)
        .save(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    let outcome = link_to_nothing(show.db()).await;
    let attempt = "link Alice to course 99, which doesn't exist";
    show.refused(attempt, outcome).await?;
    let saved = save_link(show.db()).await;
    show.failed("The error that `save` returned", saved).await
}
