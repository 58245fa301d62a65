//! A link to a course that doesn't exist.

use harness::{Recorder, source};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, Set,
};

use crate::{
    entity::student_course,
    sample::{ALICE, ART, EVE, february},
};

/// Links Alice to a course that doesn't exist.
pub async fn link_to_nothing(
    db: &impl ConnectionTrait,
) -> Result<student_course::Model, DbErr> {
    student_course::ActiveModel {
        student_id: Set(ALICE),
        course_id: Set(99),
        enrolled_on: Set(february(27)),
        ..Default::default()
    }
    .insert(db)
    .await
}

/// Links Eve to Art 101 with `save` instead of `insert`.
pub async fn save_link(
    db: &impl ConnectionTrait,
) -> Result<student_course::ActiveModel, DbErr> {
    student_course::ActiveModel {
        student_id: Set(EVE),
        course_id: Set(ART),
        enrolled_on: Set(february(27)),
        ..Default::default()
    }
    .save(db)
    .await
}

pub(crate) async fn step(
    db: &DatabaseConnection,
    lesson: &mut Recorder,
) -> Result<(), DbErr> {
    lesson.step(
        "Refused",
        "The foreign key rejects a link to a course that doesn't exist. A new link needs `insert`: \
         SeaORM assumes that a row exists as soon as its whole primary key is set, so `save` sends \
         an UPDATE, which finds no row.",
    );
    lesson.code(source!("refused.rs"), "link_to_nothing")?;
    lesson.refused([(
        "link Alice to course 99, which doesn't exist",
        link_to_nothing(db).await.map(drop),
    )])?;
    lesson.code(source!("refused.rs"), "save_link")?;
    if let Err(error) = save_link(db).await {
        let lines = vec![error.to_string(), format!("DbErr::{error:?}")];
        lesson.lines("What SeaORM says about `save`", lines);
    }
    Ok(())
}
