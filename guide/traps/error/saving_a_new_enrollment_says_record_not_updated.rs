//! A new link with columns of its own, saved.

use harness::source;
use many_to_many_association::entity::{student, student_course};
use sea_orm::{
    DbConn, DbErr, EntityTrait, IntoActiveModel, entity::prelude::Date,
};

use crate::traps::{Trap, all, fixtures::enrollments, said};

async fn wrong(db: &DbConn, on: Date) -> Result<(), DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(1)
        .set_course_id(1)
        .set_enrolled_on(on)
        .save(db)
        .await?;
    Ok(())
}

/// The same link, added to the student's list.
async fn wrong_from_the_student(db: &DbConn, on: Date) -> Result<(), DbErr> {
    let enrollment = student_course::ActiveModel::builder()
        .set_course_id(1)
        .set_enrolled_on(on);
    let alice = student::Entity::find_by_id(1).require_one(db).await?;
    let alice = alice.into_ex().into_active_model();
    alice.add_enrollment(enrollment).save(db).await?;
    Ok(())
}

async fn right(db: &DbConn, on: Date) -> Result<(), DbErr> {
    student_course::ActiveModel::builder()
        .set_student_id(1)
        .set_course_id(1)
        .set_enrolled_on(on)
        .insert(db)
        .await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!("saving_a_new_enrollment_says_record_not_updated.rs"),
        heading: "`None of the records are updated`: a new link",
        also: &["`RecordNotUpdated`"],
        given: "Alice is a student and Math 101 is a course. She is not enrolled yet.",
        instead: "Use `insert`, not `save`, for a new row with a composite key.",
        cause: "SeaORM assumes a row exists as soon as its whole primary key is set (`is_update` \
                in `sea-orm/src/entity/active_model.rs`). A new link needs its whole key set, so \
                `save` sends an UPDATE, which finds no row. For a link in a list, this is the open \
                bug [#3183](https://github.com/SeaQL/sea-orm/issues/3183).",
    };
    trap.on_both(async |db, trap| {
        enrollments(db).await;
        let on = Date::from_ymd_opt(2026, 9, 1).unwrap();
        trap.forget();
        trap.wrong("wrong", said(wrong(db, on).await));
        let from_the_student = wrong_from_the_student(db, on).await;
        trap.wrong("wrong_from_the_student", said(from_the_student));
        trap.right("right", said(right(db, on).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
    })
    .await;
}
