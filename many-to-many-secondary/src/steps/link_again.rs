//! # Link again
//!
//! Alice already takes Math 101. Call `link` again: through `via`, SeaORM
//! inserts with ON CONFLICT DO NOTHING, so nothing changes and there is no
//! error. The primary key rejects a plain INSERT of the same link.

use harness::{Done, Recorder, source};
use sea_orm::{DatabaseConnection, DbErr};

use super::link::link;
use crate::{
    entity::student_course,
    sample::{ALICE, MATH},
};

/// Inserts a link straight into the join table.
pub async fn insert_link(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<student_course::ModelEx, DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(student_id)
        .set_course_id(course_id)
        .insert(db)
        .await
}

pub(crate) async fn step(show: &mut Recorder) -> Done {
    show.code_of(source!("link.rs"), "link")?;
    show.ran(link(show.db(), ALICE, MATH).await?).await?;
    let outcome = insert_link(show.db(), ALICE, MATH).await;
    show.refused("insert the link of Alice and Math 101 again", outcome)
        .await
}
