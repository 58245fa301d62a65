//! A row, taken out of a loaded list.

use harness::source;
use many_to_many_secondary::entity::{course, student, student_course};
use sea_orm::{
    ActiveModelTrait, DbConn, DbErr, DeleteResult, EntityLoaderTrait,
    EntityTrait, IntoActiveModel, Set,
};

use crate::traps::{Trap, all, fixtures::bare_links, said};

async fn wrong(db: &DbConn) -> Result<(), DbErr> {
    let alice = student::Entity::load().filter_by_id(1).with(course::Entity);
    let mut alice = alice.one(db).await?.unwrap().into_active_model();
    alice.courses.as_mut_vec().remove(0); // Math
    alice.save(db).await?;
    Ok(())
}

async fn right(db: &DbConn) -> Result<DeleteResult, DbErr> {
    student_course::Entity::delete_by_id((1, 1)).exec(db).await
}

/// `replace_all` keeps only the links to the courses that you pass.
async fn right_replace(db: &DbConn) -> Result<(), DbErr> {
    let physics = course::Entity::find_by_id(2).require_one(db).await?;
    let alice = student::Entity::find_by_id(1).require_one(db).await?;
    let mut alice = alice.into_ex().into_active_model();
    alice.courses.replace_all([physics.into_ex().into_active_model()]);
    alice.save(db).await?;
    Ok(())
}

pub async fn test() {
    let trap = Trap {
        source: source!(
            "removing_from_a_loaded_list_and_saving_removes_nothing.rs"
        ),
        heading: "A row that was removed from a list is still there",
        also: &[],
        given: "Alice takes Math 101 (1) and Physics 101 (2). She drops Math.",
        instead: "Delete the link row, or use `replace_all` if the link has no columns of its own.",
        cause: "SeaORM has no session that compares the list with what was loaded. Saving a list \
                adds to what is stored and removes nothing \
                (`sea-orm/src/entity/compound/has_many.rs`).",
    };
    trap.on_both(async |db, trap| {
        bare_links(db).await;
        link(db, 1).await;
        link(db, 2).await;
        trap.forget();
        trap.wrong("wrong", said(wrong(db).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
        trap.forget();
        trap.right("right", said(right(db).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
        link(db, 1).await;
        trap.forget();
        trap.right("right_replace", said(right_replace(db).await));
        trap.then(
            "student_course afterwards",
            all(student_course::Entity, db).await,
        );
    })
    .await;
}

async fn link(db: &DbConn, course: i32) {
    let link = student_course::ActiveModel {
        student_id: Set(1),
        course_id: Set(course),
    };
    link.insert(db).await.unwrap();
}
