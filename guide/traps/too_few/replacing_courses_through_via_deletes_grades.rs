//! Links with columns of their own, replaced through `via`.

use harness::source;
use many_to_many_association::entity::{course, student, student_course};
use sea_orm::{DbConn, DbErr, EntityTrait, IntoActiveModel};

use crate::traps::{
    Trap, all,
    fixtures::{enroll, enrollments},
    rows, said,
};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let physics = course::Entity::find_by_id(2).require_one(db).await?;
    let alice = student::Entity::find_by_id(1).require_one(db).await?;
    let mut alice = alice.into_ex().into_active_model();
    alice.courses.replace_all([physics.into_ex().into_active_model()]);
    alice.save(db).await?;
    Ok(())
}

/// This DELETE returns the deleted link.
async fn right(db: &DbConn) -> Result<Option<student_course::Model>, DbErr> {
    student_course::Entity::delete_by_id((1, 1))
        .exec_with_returning(db)
        .await
}

pub async fn test() {
    let trap = Trap {
        source: source!("replacing_courses_through_via_deletes_grades.rs"),
        heading: "`replace_all` deletes the link's own data",
        also: &[],
        given: "Alice has a grade in Math 101 (1) and in Physics 101 (2). You replace her list of \
                courses with one without Math.",
        instead: "Treat a `via` list as read-only if the link has columns of its own: insert and \
                  delete the links themselves.",
        cause: "`replace_all` deletes every link that is not in the new list, with its grade \
                (`establish_links` in `sea-orm/src/entity/active_model.rs`). It calls \
                `before_delete` of the link's `ActiveModelBehavior` first: if that returns an \
                error, nothing is deleted. If you delete a loaded student, SeaORM calls it only \
                for the links of a `has_many`, not for those of a `via`.",
    };
    trap.on_both(async |db, trap| {
        enrollments(db).await;
        enroll(db, 1, 90).await;
        enroll(db, 2, 80).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
        enroll(db, 1, 90).await;
        trap.forget();
        trap.right("right", rows(right(db).await.unwrap()));
    })
    .await;
}
